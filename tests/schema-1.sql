BEGIN TRANSACTION;
CREATE TABLE ballot (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	"key" TEXT NOT NULL, 
	round TEXT NOT NULL, 
	participant TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	reason TEXT, 
	lang TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq), 
	UNIQUE (workshop, "key")
);
INSERT INTO "ballot" VALUES('w1a8067f506cd',25,1800000000.0,'awaawa01','r2','pd787f79ca6f6','{"a": 1, "b": 8}',NULL,'fr','phone','a0b62485b46b4e77');
INSERT INTO "ballot" VALUES('w1a8067f506cd',26,1800000000.0,'bobobo01','r2','p23f55f6e4b5c','{"a": 2}',NULL,'fr','phone','18279a52539fcdb7');
INSERT INTO "ballot" VALUES('w1a8067f506cd',27,1800000000.0,'bobobo02','r2','p23f55f6e4b5c','{"a": 3}',NULL,'fr','phone','3a3e147ec6917504');
INSERT INTO "ballot" VALUES('w1a8067f506cd',28,1800000000.0,'yvonyvon','r2','p925280f93c06','{"a": 4}',NULL,'fr','desk','119d8a7e0780ce7f');
INSERT INTO "ballot" VALUES('w1a8067f506cd',43,1800000060.0,'awaawa02','r3','pd787f79ca6f6','{"c": 2}',NULL,'fr','phone','192c698f3bddc68e');
CREATE TABLE decision (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	id TEXT NOT NULL, 
	body TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "decision" VALUES('w1a8067f506cd',34,1800000060.0,'d1','{"question": "q", "option": "a", "status": "adopted", "round": "r2", "owner": "Awa", "supersedes": null}','395365b919ce4a53');
INSERT INTO "decision" VALUES('w1a8067f506cd',37,1800000060.0,'d2','{"question": "q", "option": "b", "status": "adopted", "supersedes": "d1"}','ff7949497ce9b146');
CREATE TABLE fact (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "fact" VALUES('w1a8067f506cd',2,1800000000.0,'rehearsal','false','b11d346ac7505787');
INSERT INTO "fact" VALUES('w1a8067f506cd',11,1800000000.0,'organisation','"Aube"','2637068859d1687a');
INSERT INTO "fact" VALUES('w1a8067f506cd',12,1800000000.0,'quorum','2','6e093668ddd4e9a4');
INSERT INTO "fact" VALUES('w1a8067f506cd',16,1800000000.0,'scene','{"stage": "collect", "clear": false}','eb4f55da79bb3e02');
INSERT INTO "fact" VALUES('w1a8067f506cd',24,1800000000.0,'scene','{"stage": "vote", "clear": false}','574cafd299250d01');
INSERT INTO "fact" VALUES('w1a8067f506cd',32,1800000060.0,'scene','{"stage": "discuss", "clear": false}','590f125f8c2f251c');
INSERT INTO "fact" VALUES('w1a8067f506cd',35,1800000060.0,'scene','{"stage": "decide"}','772cfebe37b82163');
INSERT INTO "fact" VALUES('w1a8067f506cd',42,1800000060.0,'scene','{"stage": "vote", "clear": false}','8f444ab30d0eec11');
CREATE TABLE idea (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	"key" TEXT NOT NULL, 
	id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	participant TEXT NOT NULL, 
	text TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	act TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq), 
	UNIQUE (workshop, "key")
);
INSERT INTO "idea" VALUES('w1a8067f506cd',17,1800000000.0,'ideaideaidea','i1','r1','pd787f79ca6f6','Répondre le samedi','fr','wrote','phone','fcec1ddd577824d8');
CREATE TABLE journal (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	act TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "journal" VALUES('w1a8067f506cd',10,1800000000.0,'add_person','160c2213f50084cc62d01295f3ef78a11484ec74c042d0a60c042e2947ed5163','6df2dae9a22fdd9e1e419d1e37d1caf0e380753458faab26bf35aebef551a599','51e19a4653fc69e6');
INSERT INTO "journal" VALUES('w1a8067f506cd',13,1800000000.0,'facts','8ae52b7b8cfcf6bf0c630f28e4ae05598adcd59003893ada5024f597a5438a94','75002491cc73afbdada07ae9319c1fe0f0052306f08f86d6630a8ad6b816bbcd','ed2f1e7d495100cc');
INSERT INTO "journal" VALUES('w1a8067f506cd',14,1800000000.0,'open','87e85c17d2a1a6285b011d55bb843668f4c673b140424294177d01dbfd28e189','7e96ff5569fdd749d34b30ea2a3a851e4c8228234a98a1f793bf65c96c84303b','c44ec347ffe9bcc7');
INSERT INTO "journal" VALUES('w1a8067f506cd',18,1800000000.0,'close','3203cf50dc4d9ab71f157797b5e9402b89d388ce5b9e6c0b659c67dd8ebdb187','4bf771186558d861d8795947ed95c0f1ae1cb65857c970bfde8e1eb73a3eccfa','bac28ea93cbcc0a6');
INSERT INTO "journal" VALUES('w1a8067f506cd',21,1800000000.0,'group','810a9483a144580ede4e32fe5dc86329efb381e970181e6e352968049739ee21','cb6db9aa00b5efb227a0b4b335580941198729d76924645b42466b575b40c249','c0205706def4e688');
INSERT INTO "journal" VALUES('w1a8067f506cd',22,1800000000.0,'open','b70d2be4d109b7e8abe7c949f21f58f18768ee9d4c7db1babae914c45f99cbe6','2e7b113738e0e3946873188f8d400091e0079392d561fdef7124aa7eedff7bc9','f3900e550a01c40f');
INSERT INTO "journal" VALUES('w1a8067f506cd',29,1800000060.0,'close','f5107da45675955278c1e1970b21d69ef4d3d8f066955184e374a5febd61aeb6','ab2b76f6165f66fe7705bba3021f93fe6e3798cf2d3efa760087cceb173c7978','e2f8c9eab967155a');
INSERT INTO "journal" VALUES('w1a8067f506cd',33,1800000060.0,'reveal','474a6c6872ac0aa61251ff34476f4c9b105f9bd1e7f56d960ce8ba713b1f008a','09e09fb82f027c5769f8a1773d59347ef125335d8842551c65ef4c70c8166cd5','0372e3df37dc8177');
INSERT INTO "journal" VALUES('w1a8067f506cd',36,1800000060.0,'decide','79c84908bafad80d7e9a10a42b4d734ae1743a5f2c765c1fb9a746793c9807d2','11297a1be4f14d6253fb42a4416de657da8b0f0fd3a39fad4dfae718cfe94f9d','5d2ed70f4d472e23');
INSERT INTO "journal" VALUES('w1a8067f506cd',38,1800000060.0,'decide','ad5c3e0faaba2f1f7b5904641f8acc9046536c0295ed4f1e312e68252b468ec7','ec9fe3d2f0e5a732bf6ab51738f8a743b356a79ce8cf5b82d2239798a93334a9','49250cf091bada27');
INSERT INTO "journal" VALUES('w1a8067f506cd',40,1800000060.0,'open','997b70c7c55b052712016acf54643cad465432d5b3b8215cb0e6349b96a8e3ae','c1f3aec2ba8dba318e8d18637fde10db2444ff5ef6fcd4493ba592b23d6026eb','59ec646e7ba2c3d4');
CREATE TABLE payload (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	salt TEXT NOT NULL, 
	body TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "payload" VALUES('w1a8067f506cd',10,1800000000.0,'f1d48eb65e48e01ddddc51a5b7e5697f','{"participant":"p925280f93c06"}','0774c6dbf6935492');
INSERT INTO "payload" VALUES('w1a8067f506cd',13,1800000000.0,'0480bca28ae6f572690cb2366aa38c81','{"organisation":"Aube","quorum":2}','0b0f3edcc773e05f');
INSERT INTO "payload" VALUES('w1a8067f506cd',14,1800000000.0,'60aa13703086d2aa2866e55cb4ed65cb','{"close_by_itself":false,"kind":"ideas","minutes":null,"number":1,"options":[],"prompt":{"en":"Q","fr":"Q"},"proposal":null,"purpose":"none","question":"q","quorum":null,"reason":null,"round":"r1","rule":"ideas","threshold":null}','680a659dda090dbe');
INSERT INTO "payload" VALUES('w1a8067f506cd',18,1800000000.0,'80c6ef91d895acb4a461e93b69d9cc18','{"ballots":0,"by":"facilitator","changed":0,"digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","entitled":3,"ideas":1,"present":4,"round":"r1"}','3f1cbfc22db7cd68');
INSERT INTO "payload" VALUES('w1a8067f506cd',21,1800000000.0,'23cd3730a3885fc050cd7a76fc1c7c20','{"round":"r1","themes":{"i1":"Horaires"}}','367de9055e64b816');
INSERT INTO "payload" VALUES('w1a8067f506cd',22,1800000000.0,'ccd6de783cc8af3e9bd6c9a14fcf1600','{"close_by_itself":false,"kind":"ballot","minutes":null,"number":1,"options":[{"id":"a","label":{"en":"A","fr":"A"}},{"id":"b","label":{"en":"B","fr":"B"}},{"id":"c","label":{"en":"C","fr":"C"}}],"prompt":{"en":"Q","fr":"Q"},"proposal":null,"purpose":"none","question":"q","quorum":null,"reason":null,"round":"r2","rule":"gradients","threshold":null}','959bb909f6b1a7cb');
INSERT INTO "payload" VALUES('w1a8067f506cd',29,1800000060.0,'a38e97da0681f8e7fac4949a6a5e4b3c','{"ballots":3,"by":"facilitator","changed":1,"digest":"ac2b3d32c447915a60de732f323f63f033c9e428a5e8b2baa259e926590b4d14","entitled":3,"ideas":0,"present":4,"round":"r2"}','92a8a54d0ed49a53');
INSERT INTO "payload" VALUES('w1a8067f506cd',33,1800000060.0,'639d392d4379f04301b029a62844aeaa','{"finding":{"fr":"A l’emporte"},"round":"r2"}','0f5497c9dac85603');
INSERT INTO "payload" VALUES('w1a8067f506cd',36,1800000060.0,'e0e33ca954218f95ea1cc408bca68e95','{"decision":"d1","option":"a","owner":"Awa","question":"q","round":"r2","status":"adopted","supersedes":null}','8a4b9c5d2e58c92b');
INSERT INTO "payload" VALUES('w1a8067f506cd',38,1800000060.0,'a1fd28221233003c53e3c2dac6cca9cd','{"decision":"d2","option":"b","question":"q","status":"adopted","supersedes":"d1"}','7f978dcdda8d5643');
INSERT INTO "payload" VALUES('w1a8067f506cd',40,1800000060.0,'ccb9ddd273338273f3a5df6a7e8681a9','{"close_by_itself":false,"kind":"ballot","minutes":5,"number":1,"options":[{"id":"a","label":{"en":"A","fr":"A"}},{"id":"b","label":{"en":"B","fr":"B"}},{"id":"c","label":{"en":"C","fr":"C"}}],"prompt":{"en":"Q","fr":"Q"},"proposal":null,"purpose":"none","question":"next","quorum":null,"reason":null,"round":"r3","rule":"dots","threshold":null}','101da92084915f8a');
CREATE TABLE person (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	lang TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "person" VALUES('w1a8067f506cd',3,1800000000.0,'pd787f79ca6f6','Awa','volunteers','fr','phone','122cfe793c4aa7c4');
INSERT INTO "person" VALUES('w1a8067f506cd',5,1800000000.0,'p23f55f6e4b5c','Bo','volunteers','fr','phone','a48261b88e44c4a3');
INSERT INTO "person" VALUES('w1a8067f506cd',7,1800000000.0,'p9d1eb004ab5d','Eye','observer','fr','phone','7ec32d79958100fa');
INSERT INTO "person" VALUES('w1a8067f506cd',9,1800000000.0,'p925280f93c06','Yvon','field','fr','desk','1793168856454f43');
CREATE TABLE presence (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	participant TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	"by" TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "presence" VALUES('w1a8067f506cd',39,1800000060.0,'p23f55f6e4b5c',0,'phone','3ca863473f9cc70b');
CREATE TABLE round (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	id TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "round" VALUES('w1a8067f506cd',15,1800000000.0,'r1','{"kind": "ideas", "rule": "ideas", "prompt": {"fr": "Q", "en": "Q"}, "options": [], "question": "q", "purpose": "none", "proposal": null, "minutes": null, "close_by_itself": false, "threshold": null, "quorum": null, "reason": null, "number": 1}','798b7a3eea072f0f');
INSERT INTO "round" VALUES('w1a8067f506cd',23,1800000000.0,'r2','{"kind": "ballot", "rule": "gradients", "prompt": {"fr": "Q", "en": "Q"}, "options": [{"id": "a", "label": {"fr": "A", "en": "A"}}, {"id": "b", "label": {"fr": "B", "en": "B"}}, {"id": "c", "label": {"fr": "C", "en": "C"}}], "question": "q", "purpose": "none", "proposal": null, "minutes": null, "close_by_itself": false, "threshold": null, "quorum": null, "reason": null, "number": 1}','95bff8b9209f8ccc');
INSERT INTO "round" VALUES('w1a8067f506cd',41,1800000060.0,'r3','{"kind": "ballot", "rule": "dots", "prompt": {"fr": "Q", "en": "Q"}, "options": [{"id": "a", "label": {"fr": "A", "en": "A"}}, {"id": "b", "label": {"fr": "B", "en": "B"}}, {"id": "c", "label": {"fr": "C", "en": "C"}}], "question": "next", "purpose": "none", "proposal": null, "minutes": 5, "close_by_itself": false, "threshold": null, "quorum": null, "reason": null, "number": 1}','2874e48899ba948f');
CREATE TABLE theme (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	idea TEXT NOT NULL, 
	theme TEXT, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "theme" VALUES('w1a8067f506cd',20,1800000000.0,'i1','Horaires','5ec5492ae5efe769');
CREATE TABLE token (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	participant TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "token" VALUES('w1a8067f506cd',4,1800000000.0,'pd787f79ca6f6','ca3842ff1bf0ffb632731dc409b5c3e6ba3b2c8c75aef32c80bba67df9f3c328','token','55645aca7ed5304b');
INSERT INTO "token" VALUES('w1a8067f506cd',6,1800000000.0,'p23f55f6e4b5c','04c18651f4f1f7ce096fbd54539d603c3a1f1c320680ee4afc938ea8e8bbaff7','token','1a3c83d9c3132718');
INSERT INTO "token" VALUES('w1a8067f506cd',8,1800000000.0,'p9d1eb004ab5d','cddbf508fc1aa76205f6e3af1d92df99307882b44bbbd87fa2d71107827d5dc1','token','cdb1922fba9db71e');
CREATE TABLE turn (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	round TEXT NOT NULL, 
	state TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "turn" VALUES('w1a8067f506cd',19,1800000000.0,'r1','closed','{"present": 4, "entitled": 3, "ballots": 0, "changed": 0, "ideas": 1, "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "by": "facilitator"}','4a0a651e3083b82e');
INSERT INTO "turn" VALUES('w1a8067f506cd',30,1800000060.0,'r2','closed','{"present": 4, "entitled": 3, "ballots": 3, "changed": 1, "ideas": 0, "digest": "ac2b3d32c447915a60de732f323f63f033c9e428a5e8b2baa259e926590b4d14", "by": "facilitator"}','d8fc8c3f0568bf3e');
INSERT INTO "turn" VALUES('w1a8067f506cd',31,1800000060.0,'r2','revealed','{"finding": {"fr": "A l’emporte"}, "chart": null}','be1d957a66be4be3');
INSERT INTO "turn" VALUES('w1a8067f506cd',44,1800000060.0,'r3','clock','{"left": 300.0, "paused": false}','a781621f04eafe55');
CREATE TABLE workshop (
	workshop VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	code TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	schema INTEGER NOT NULL, 
	checksum TEXT NOT NULL, 
	PRIMARY KEY (workshop, seq)
);
INSERT INTO "workshop" VALUES('w1a8067f506cd',1,1800000000.0,'8MGS90','14fb7873a66d581bb203d10d79ab577a',1,'da8bf6277fe85bb3');
COMMIT;
PRAGMA user_version=1;
