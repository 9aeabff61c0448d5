BEGIN TRANSACTION;
CREATE TABLE assistant (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	name TEXT, 
	description TEXT, 
	model TEXT NOT NULL, 
	instructions TEXT, 
	tools JSON NOT NULL, 
	tool_resources JSON NOT NULL, 
	metadata JSON NOT NULL, 
	temperature FLOAT NOT NULL, 
	top_p FLOAT NOT NULL, 
	reasoning_effort TEXT, 
	response_format JSON NOT NULL, 
	UNIQUE (id)
);
INSERT INTO "assistant" VALUES(1,'asst_7wdHsUQErOXKrdH0oVRZ3Vqc',1795752491,'Kept',NULL,'m',NULL,'[{"type": "function", "function": {"name": "f", "strict": false}}]','{}','{"k": "v"}',1.0,1.0,NULL,'"auto"');
CREATE TABLE deleted (
	id VARCHAR(255) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	thread_id VARCHAR(255), 
	seq BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(thread_id) REFERENCES thread (id) ON DELETE CASCADE
);
INSERT INTO "deleted" VALUES('asst_h82ps5xoDiljn2r2uPabR2t7','assistant',NULL,2);
INSERT INTO "deleted" VALUES('msg_8sLkdaUH6yT2iXWvryxqRGCM','message','thread_YXJqZC4EZmXm0neZy3gb4gh1',3);
CREATE TABLE message (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(255) NOT NULL, 
	thread_id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	role VARCHAR(32) NOT NULL, 
	content JSON NOT NULL, 
	attachments JSON NOT NULL, 
	metadata JSON NOT NULL, 
	assistant_id VARCHAR(255), 
	run_id VARCHAR(255), 
	status VARCHAR(32) NOT NULL, 
	incomplete_details JSON, 
	completed_at BIGINT, 
	incomplete_at BIGINT, 
	UNIQUE (id), 
	FOREIGN KEY(thread_id) REFERENCES thread (id) ON DELETE CASCADE
);
INSERT INTO "message" VALUES(1,'msg_B5fG1G6i3hpRSeyP6tjYWtwa','thread_YXJqZC4EZmXm0neZy3gb4gh1',1795752491,'user','[{"type": "text", "text": {"value": "finished", "annotations": []}}]','[]','{}',NULL,NULL,'completed',NULL,1795752491,NULL);
INSERT INTO "message" VALUES(2,'msg_XVNcw3s0hF429bPmA9oZl4jn','thread_YXJqZC4EZmXm0neZy3gb4gh1',1795752491,'assistant','[{"type": "text", "text": {"value": "an answer", "annotations": []}}]','[]','{}','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','run_M8C49iJgN4xdFvAVOb1ntxvk','completed',NULL,1795752491,NULL);
INSERT INTO "message" VALUES(4,'msg_akq7AVR8VA81HXE0OiRTWWC2','thread_5lcEULXQc5dRpZSjJ731N3C0',1795752491,'user','[{"type": "text", "text": {"value": "waits for outputs", "annotations": []}}]','[]','{}',NULL,NULL,'completed',NULL,1795752491,NULL);
INSERT INTO "message" VALUES(5,'msg_9nZlBrQcijA3fD7e6pUUP4uw','thread_EGZ6EXJZI1nn9qhrYdJOZHOy',1795752492,'user','[{"type": "text", "text": {"value": "in progress", "annotations": []}}]','[]','{}',NULL,NULL,'completed',NULL,1795752492,NULL);
CREATE TABLE run (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(255) NOT NULL, 
	thread_id VARCHAR(255) NOT NULL, 
	assistant_id VARCHAR(255) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	started_at BIGINT, 
	cancelled_at BIGINT, 
	failed_at BIGINT, 
	completed_at BIGINT, 
	required_action JSON, 
	last_error JSON, 
	incomplete_details JSON, 
	settings JSON NOT NULL, 
	metadata JSON NOT NULL, 
	usage JSON, 
	claims INTEGER NOT NULL, 
	UNIQUE (id), 
	FOREIGN KEY(thread_id) REFERENCES thread (id) ON DELETE CASCADE
);
INSERT INTO "run" VALUES(1,'run_M8C49iJgN4xdFvAVOb1ntxvk','thread_YXJqZC4EZmXm0neZy3gb4gh1','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','completed',1795752491,NULL,1795752491,NULL,NULL,1795752491,NULL,NULL,NULL,'{"model": "m", "instructions": null, "tools": [{"type": "function", "function": {"name": "f", "strict": false}}], "tool_resources": {}, "temperature": 1.0, "top_p": 1.0, "reasoning_effort": null, "max_completion_tokens": null, "max_prompt_tokens": null, "truncation_strategy": {"type": "auto", "last_messages": null}, "response_format": "auto", "tool_choice": "auto", "parallel_tool_calls": true}','{}','{"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12, "prompt_token_details": {"cached_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 0}}',1);
INSERT INTO "run" VALUES(2,'run_bxTnC7F2Gk6sycK5YIF5pDRl','thread_5lcEULXQc5dRpZSjJ731N3C0','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','requires_action',1795752491,1795753091,1795752491,NULL,NULL,NULL,'{"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [{"id": "call_e6U74JN6alRzyFGVQJHBQjNf", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}}',NULL,NULL,'{"model": "m", "instructions": null, "tools": [{"type": "function", "function": {"name": "f", "strict": false}}], "tool_resources": {}, "temperature": 1.0, "top_p": 1.0, "reasoning_effort": null, "max_completion_tokens": null, "max_prompt_tokens": null, "truncation_strategy": {"type": "auto", "last_messages": null}, "response_format": "auto", "tool_choice": "auto", "parallel_tool_calls": true}','{}',NULL,1);
INSERT INTO "run" VALUES(3,'run_vUJR2bkic7h1wMfaA5Uw8iht','thread_EGZ6EXJZI1nn9qhrYdJOZHOy','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','in_progress',1795752492,1795753092,1795752492,NULL,NULL,NULL,NULL,NULL,NULL,'{"model": "m", "instructions": null, "tools": [{"type": "function", "function": {"name": "f", "strict": false}}], "tool_resources": {}, "temperature": 1.0, "top_p": 1.0, "reasoning_effort": null, "max_completion_tokens": null, "max_prompt_tokens": null, "truncation_strategy": {"type": "auto", "last_messages": null}, "response_format": "auto", "tool_choice": "auto", "parallel_tool_calls": true}','{}',NULL,1);
CREATE TABLE step (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(255) NOT NULL, 
	run_id VARCHAR(255) NOT NULL, 
	thread_id VARCHAR(255) NOT NULL, 
	assistant_id VARCHAR(255) NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	cancelled_at BIGINT, 
	failed_at BIGINT, 
	completed_at BIGINT, 
	last_error JSON, 
	details JSON NOT NULL, 
	usage JSON NOT NULL, 
	UNIQUE (id), 
	FOREIGN KEY(run_id) REFERENCES run (id) ON DELETE CASCADE
);
INSERT INTO "step" VALUES(1,'step_MnOGyjj96x3nqgMhsxSNjeEw','run_M8C49iJgN4xdFvAVOb1ntxvk','thread_YXJqZC4EZmXm0neZy3gb4gh1','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','message_creation','completed',1795752491,NULL,NULL,NULL,1795752491,NULL,'{"type": "message_creation", "message_creation": {"message_id": "msg_XVNcw3s0hF429bPmA9oZl4jn"}}','{"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12, "prompt_token_details": {"cached_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 0}}');
INSERT INTO "step" VALUES(2,'step_pEqLU3g87LGlIC5B5LRJL3Oi','run_bxTnC7F2Gk6sycK5YIF5pDRl','thread_5lcEULXQc5dRpZSjJ731N3C0','asst_7wdHsUQErOXKrdH0oVRZ3Vqc','tool_calls','in_progress',1795752491,1795753091,NULL,NULL,NULL,NULL,'{"type": "tool_calls", "tool_calls": [{"id": "call_e6U74JN6alRzyFGVQJHBQjNf", "type": "function", "function": {"name": "f", "arguments": "{}", "output": null}}]}','{"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10, "prompt_token_details": {"cached_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 0}}');
CREATE TABLE thread (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id VARCHAR(255) NOT NULL, 
	created_at BIGINT NOT NULL, 
	tool_resources JSON NOT NULL, 
	metadata JSON NOT NULL, 
	UNIQUE (id)
);
INSERT INTO "thread" VALUES(1,'thread_YXJqZC4EZmXm0neZy3gb4gh1',1795752491,'{}','{"q": "finished"}');
INSERT INTO "thread" VALUES(2,'thread_5lcEULXQc5dRpZSjJ731N3C0',1795752491,'{}','{"q": "waits for outputs"}');
INSERT INTO "thread" VALUES(3,'thread_EGZ6EXJZI1nn9qhrYdJOZHOy',1795752492,'{}','{"q": "in progress"}');
CREATE INDEX ix_message_thread_id ON message (thread_id);
CREATE UNIQUE INDEX run_thread_lock ON run (thread_id) WHERE status IN ('cancelling', 'in_progress', 'queued', 'requires_action');
CREATE INDEX ix_run_status ON run (status);
CREATE INDEX ix_run_thread_id ON run (thread_id);
CREATE INDEX ix_deleted_thread_id ON deleted (thread_id);
CREATE INDEX ix_step_run_id ON step (run_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('assistant',2);
INSERT INTO "sqlite_sequence" VALUES('thread',3);
INSERT INTO "sqlite_sequence" VALUES('message',5);
INSERT INTO "sqlite_sequence" VALUES('run',3);
INSERT INTO "sqlite_sequence" VALUES('step',2);
COMMIT;
