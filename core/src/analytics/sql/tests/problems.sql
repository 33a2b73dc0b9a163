--- misspelt keywords ---
CRAETE STREAM s (a INTEGER);
--! error 1+6: expected CREATE, found CRAETE
--! hint: did you mean CREATE?
CREATE STRAEM s (a INTEGER);
--! error 8+6: expected STREAM, found STRAEM
--! hint: did you mean STREAM?
CREATE OR REPALCE STREAM s (a INTEGER);
--! error 11+7: expected REPLACE, found REPALCE
--! hint: did you mean REPLACE?
CREATE PUMP p AS INSERT INTO o SELCT STREAM a FROM s;
--! error 32+5: expected SELECT, found SELCT
--! hint: did you mean SELECT?
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FORM s;
--! error 48+4: expected FROM, found FORM
--! hint: did you mean FROM?
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WHRE a > 1;
--! error 55+4: expected WHERE, found WHRE
--! hint: did you mean WHERE?
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s GRUOP BY a;
--! error 55+5: expected GROUP, found GRUOP
--! hint: did you mean GROUP?
CREATE PUMP p AS INSRT INTO o SELECT STREAM a FROM s;
--! error 18+5: expected INSERT, found INSRT
--! hint: did you mean INSERT?
CREATE PUMP p AS INSERT INT o SELECT STREAM a FROM s;
--! error 25+3: expected INTO, found INT
--! hint: did you mean INTO?
CREATE STREAM s (a INTEGER) DESCRIPTON 'x';
--! error 29+10: expected DESCRIPTION, found DESCRIPTON
--! hint: did you mean DESCRIPTION?
--- a good statement between bad ones ---
CREATE STREAM s (a);
--! error 19+1: expected a type, found ')'
CREATE STREAM t (a INTEGER);
CREATE STREAM (a INTEGER);
--! error 15+1: expected a name, found '('
--- a semicolon that is missing ---
CREATE STREAM s (a INTEGER)
CREATE STREAM t (a INTEGR)
--! error 1+6: expected OPTIONS, DESCRIPTION or ';', found CREATE
--! hint: the statement before this one lacks its semicolon
--! error 20+6: expected a type, found INTEGR
CREATE STREAM u (a INTEGER);
CREATE CREATE;
--! error 8+6: expected OR, STREAM, PUMP, FUNCTION or VIEW, found CREATE
--! error 14+1: expected OR, STREAM, PUMP, FUNCTION or VIEW, found ';'
--- reserved words as names ---
CREATE STREAM user (a INTEGER);
--! error 15+4: expected a name, found user
--! hint: USER is a reserved word; as a name it needs quotes: "USER"
CREATE STREAM s (value INTEGER, timestamp TIMESTAMP);
--! error 18+5: expected a name, found value
--! hint: VALUE is a reserved word; as a name it needs quotes: "VALUE"
CREATE PUMP p AS INSERT INTO o SELECT STREAM value FROM s;
--! error 46+5: expected DISTINCT, ALL, '*' or an expression, found value
--! hint: VALUE is a reserved word; as a name it needs quotes: "VALUE"
CREATE PUMP p AS INSERT INTO o SELECT STREAM s.date FROM s;
--! error 48+4: expected a name, found date
--! hint: DATE is a reserved word; as a name it needs quotes: "DATE"
CREATE PUMP p AS INSERT INTO o SELECT STREAM a AS count FROM s;
--! error 51+5: expected a name, found count
--! hint: COUNT is a reserved word; as a name it needs quotes: "COUNT"
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM table;
--! error 58+1: expected '(', found ';'
--- a word that is left out ---
CREATE OR REPLACE "DESTINATION" (a INTEGER);
--! error 19+13: expected STREAM, PUMP, FUNCTION or VIEW, found "DESTINATION"
--! hint: write STREAM before the name
CREATE "P" AS INSERT INTO o SELECT STREAM a FROM s;
--! error 8+3: expected STREAM, PUMP, FUNCTION or VIEW, found "P"
--! hint: write PUMP before the name
CREATE STREAM s a INTEGER;
--! error 17+1: expected '(', found a
CREATE PUMP p INSERT INTO o SELECT STREAM a FROM s;
--! error 15+6: expected STARTED, STOPPED, DESCRIPTION or AS, found INSERT
CREATE PUMP p AS SELECT STREAM a FROM s;
--! error 18+6: expected INSERT, found SELECT
CREATE PUMP p AS INSERT INTO o SELECT STREAM FROM s;
--! error 46+4: expected DISTINCT, ALL, '*' or an expression, found FROM
CREATE PUMP p AS INSERT INTO o SELECT STREAM a b c FROM s;
--! error 50+1: expected ',' or FROM, found c
CREATE PUMP p AS INSERT INTO o SELECT STREAM a;
--! error 47+1: expected an operator, AS, ',' or FROM, found ';'
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s GROUP a;
--! error 61+1: expected BY, found a
CREATE
--! error 7+1: expected OR, STREAM, PUMP, FUNCTION or VIEW, found the end of the code
--- what streams have not ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s LIMIT 10;
--! error 55+5: LIMIT is not supported on streams, which have no end
--! hint: keep the first rows of each window by GROUP_RANK or TOP_K_ITEMS_TUMBLING
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s OFFSET 10;
--! error 55+6: OFFSET is not supported on streams, which have no end
--! hint: keep the first rows of each window by GROUP_RANK or TOP_K_ITEMS_TUMBLING
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM (SELECT STREAM a FROM s WHERE a > 1 FETCH FIRST 3 ROWS ONLY) AS t;
--! error 89+5: FETCH is not supported on streams, which have no end
--! hint: keep the first rows of each window by GROUP_RANK or TOP_K_ITEMS_TUMBLING
DROP STREAM s;
--! error 1+4: DROP is not supported in Kinesis Data Analytics
--! hint: take the statement that creates it out of the code
ALTER PUMP p START;
--! error 1+5: ALTER is not supported in Kinesis Data Analytics
--! hint: change the code: it is the whole application, and an update replaces it
DELETE FROM s;
--! error 1+6: DELETE is not supported in Kinesis Data Analytics
--! hint: rows of a stream cannot be taken back; leave them out with WHERE where they are read
UPDATE s SET a = 1;
--! error 1+6: UPDATE is not supported in Kinesis Data Analytics
--! hint: rows of a stream cannot be changed; insert changed ones into another stream
CREATE TABLE t (a INTEGER);
--! error 8+5: CREATE TABLE is not supported in Kinesis Data Analytics
--! hint: reference tables are settings of the application; what code creates is a STREAM
WITH t AS (SELECT a FROM s) SELECT a FROM t;
--! error 1+4: WITH is not supported in Kinesis Data Analytics
--! hint: write the query in parentheses behind FROM
INSERT INTO s VALUES (1);
--! error 1+6: INSERT runs in a pump only in Kinesis Data Analytics
--! hint: rows come from the streams of an application; code inserts what it selects
INSERT INTO s SELECT STREAM a FROM t;
--! error 1+6: INSERT runs in a pump only in Kinesis Data Analytics
--! hint: write CREATE OR REPLACE PUMP name AS before it
SELECT STREAM a FROM s;
--! error 1+6: a query by itself does nothing: its rows go nowhere
--! hint: write CREATE OR REPLACE PUMP name AS INSERT INTO stream before it
VALUES 1;
--! error 1+6: a query by itself does nothing: its rows go nowhere
--! hint: write CREATE OR REPLACE PUMP name AS INSERT INTO stream before it
--- errors in what could not stand by itself anyway ---
SELECT STREAM a FROM s WHERE;
--! error 29+1: expected an expression, found ';'
INSERT INTO s SELECT STREAM a FROM;
--! error 35+1: expected '(', TABLE or a name, found ';'
--- no statement at all ---
1;
--! error 1+1: expected CREATE, found 1
'a';
--! error 1+3: expected CREATE, found 'a'
s;
--! error 1+1: expected CREATE, found s
--- strings, names and comments without an end ---
CREATE STREAM s (a INTEGER) DESCRIPTION 'never closed;
--! error 41+14: this string has no end
--! hint: a string ends with ', and a ' within it is written ''
CREATE STREAM s ("a INTEGER);
--! error 18+12: this name in quotes has no end
--! hint: it ends with ", and a " within it is written ""
CREATE STREAM t (a INTEGER);
CREATE STREAM s (a INTEGER) /* and so on;
--! error 29+13: this comment has no end
--! hint: it ends with */
--- an empty name and a control character ---
CREATE STREAM "" (a INTEGER);
--! error 15+2: this name has no characters
--! hint: a string takes single quotes: ''
CREATE STREAM "a	b" (a INTEGER);
--! error 15+5: a name holds a control character or the end of a line
--- names that are too long ---
CREATE STREAM s (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa INTEGER);
--! error 18+129: this name has 129 characters, and 128 are allowed at most
CREATE STREAM s ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" INTEGER);
--! error 18+131: this name has 129 characters, and 128 are allowed at most
CREATE STREAM s (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa INTEGER);
--- characters that look like others ---
CREATE STREAM s (a INTEGER) DESCRIPTION ‘text’;
--! error 41+1: the character ‘ means nothing here
--! hint: a string takes straight single quotes: 'text'
--! error 46+1: the character ’ means nothing here
--! hint: a string takes straight single quotes: 'text'
CREATE STREAM “s” (a INTEGER);
--! error 15+1: the character “ means nothing here
--! hint: a name takes straight double quotes: "name"
--! error 17+1: the character ” means nothing here
--! hint: a name takes straight double quotes: "name"
CREATE PUMP p AS INSERT INTO o SELECT STREAM a – b FROM s;
--! error 48+1: the character – means nothing here
--! hint: a minus is written -, and a comment begins with --
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WHERE a = 1 && b = 2;
--! error 67+1: the character & means nothing here
--! hint: write AND, OR, or || to join texts
--! error 68+1: the character & means nothing here
--! hint: write AND, OR, or || to join texts
CREATE STREAM s (a$b INTEGER);
--! error 19+1: the character $ means nothing here
--- double quotes for a string ---
CREATE STREAM s (a INTEGER) DESCRIPTION "text";
--! error 41+6: expected a string, found "text"
--! hint: a string takes single quotes: 'text'
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WHERE t > DATE "2020-01-01";
--! error 70+12: expected a string, found "2020-01-01"
--! hint: a string takes single quotes: 'text'
--- parentheses ---
CREATE STREAM s (a INTEGER;
--! error 27+1: expected ')', found ';'
--! hint: the ( at line 1, column 17 has no end
CREATE STREAM s (a INTEGER));
--! error 28+1: expected OPTIONS, DESCRIPTION or ';', found ')'
CREATE PUMP p AS INSERT INTO o SELECT STREAM (a + (b * c) FROM s;
--! error 59+4: expected an operator, ',' or ')', found FROM
--! hint: the ( at line 3, column 46 has no end
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM (SELECT STREAM a FROM s AS t;
--! error 81+1: expected ')', found ';'
--! hint: the ( at line 4, column 53 has no end
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WINDOW w AS (PARTITION BY a;
--! error 82+1: expected ')', found ';'
--! hint: the ( at line 5, column 67 has no end
--- CASE without END ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM CASE WHEN a > 1 THEN 2 FROM s;
--! error 69+4: expected an operator, WHEN, ELSE or END, found FROM
--! hint: the CASE at line 1, column 46 has no end
CREATE PUMP p AS INSERT INTO o SELECT STREAM
    CASE WHEN a > 1 THEN 2 ELSE 3
--! error 34+1: expected END, found the end of the code
--! hint: the CASE at line 3, column 5 has no end
--- equality as in other languages ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WHERE a == 1 AND b == 2;
--! error 63+2: SQL has no operator ==
--! hint: equality is written =
--! error 74+2: SQL has no operator ==
--! hint: equality is written =
--- types ---
CREATE STREAM s (a VARCHAR(0), b INTEGER);
--! error 28+1: the length must be a whole number from 1 to 65535, not 0
CREATE STREAM s (a VARCHAR(65536));
--! error 28+5: the length must be a whole number from 1 to 65535, not 65536
CREATE STREAM s (a DECIMAL(20));
--! error 28+2: the precision must be a whole number from 1 to 18, not 20
CREATE STREAM s (a DECIMAL(5, 6));
--! error 31+1: the scale must be a whole number from 0 to 5, not 6
CREATE STREAM s (a DECIMAL(0));
--! error 28+1: the precision must be a whole number from 1 to 18, not 0
CREATE STREAM s (a VARCHAR(x));
--! error 28+1: expected a whole number, found x
CREATE STREAM s (a VARCHAR(-1));
--! error 28+1: expected a whole number, found '-'
CREATE STREAM s (a VARCHAR(1.5));
--! error 28+3: the length must be a whole number from 1 to 65535, not 1.5
CREATE STREAM s (a STRING);
--! error 20+6: there is no type STRING
--! hint: text is VARCHAR(length)
CREATE STREAM s (a BOOL);
--! error 20+4: there is no type BOOL
--! hint: truth is BOOLEAN
CREATE STREAM s (a foo);
--! error 20+3: expected a type, found foo
CREATE STREAM s (a INTERVAL DAY);
--! error 20+8: no column holds an INTERVAL
--! hint: keep its milliseconds as BIGINT: CAST((t1 - t2) SECOND AS BIGINT) * 1000
CREATE STREAM s (a TIMESTAMP(10));
--! error 30+2: the precision must be a whole number from 0 to 9, not 10
CREATE STREAM s (a INTEGER(4));
--! error 27+1: expected NOT, OPTIONS, DESCRIPTION, ',' or ')', found '('
CREATE STREAM s (a INTEGER NULL);
--! error 28+4: expected NOT, OPTIONS, DESCRIPTION, ',' or ')', found NULL
--- functions ---
CREATE FUNCTION f (a INTEGER) RETURN a;
--! error 31+6: expected RETURNS, found RETURN
--! hint: did you mean RETURNS?
CREATE FUNCTION f (a INTEGER) RETURNS INTEGER;
--! error 46+1: expected SPECIFIC, LANGUAGE, DETERMINISTIC, NOT, CONTAINS, READS, MODIFIES, RETURNS or the like, found ';'
CREATE FUNCTION f (a) RETURNS INTEGER RETURN a;
--! error 21+1: expected a type, found ')'
CREATE FUNCTION f (a INTEGER) RETURNS INTEGER DETERMINISTIC NOT DETERMINISTIC RETURN a;
--! error 65+13: this stands here twice
CREATE FUNCTION f (a INTEGER) RETURNS INTEGER LANGUAGE JAVA RETURN a;
--! error 56+4: expected SQL, found JAVA
--- windows and joins ---
CREATE PUMP p AS INSERT INTO o SELECT STREAM SUM(a) OVER (RANGE INTERVAL '1' MINUTE) FROM s;
--! error 84+1: expected '(', TO, an operator, PRECEDING or FOLLOWING, found ')'
CREATE PUMP p AS INSERT INTO o SELECT STREAM SUM(a) OVER (ROWS BETWEEN 1 PRECEDING) FROM s;
--! error 83+1: expected AND, found ')'
CREATE PUMP p AS INSERT INTO o SELECT STREAM SUM(a) OVER (ROWS) FROM s;
--! error 63+1: expected BETWEEN, CURRENT, UNBOUNDED or an expression, found ')'
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WINDOWED BY TUMBLE (PARTITION BY a RANGE INTERVAL '1' MINUTE);
--! error 67+6: expected STAGGER, found TUMBLE
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WINDOWED BY STAGGER (RANGE INTERVAL '1' MINUTE);
--! error 76+5: expected PARTITION, found RANGE
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s JOIN;
--! error 59+1: expected '(', TABLE or a name, found ';'
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s LEFT t ON TRUE;
--! error 60+1: expected OUTER or JOIN, found t
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s NATURAL t;
--! error 63+1: expected JOIN, CROSS, INNER, LEFT, RIGHT or FULL, found t
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s NATURAL CROSS JOIN t;
--! error 69+4: a join is either NATURAL or CROSS
--! hint: write NATURAL JOIN, or CROSS JOIN
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM TABLE(s);
--! error 59+1: TABLE takes the call of a function
--! hint: write TABLE(FUNCTION(CURSOR(query), ...))
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM TABLE(1 + f(a));
--! error 59+8: TABLE takes the call of a function
--! hint: write TABLE(FUNCTION(CURSOR(query), ...))
CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM (SELECT a FROM s ORDER BY 1) ORDER BY 1;
CREATE VIEW v AS (SELECT a FROM s ORDER BY 1) ORDER BY 1;
--! error 47+5: a query in parentheses is ordered twice
--! hint: order it once
CREATE VIEW v AS SELECT a FROM s INTERSECT ALL SELECT a FROM t;
--! error 44+3: ALL is not supported with EXCEPT and INTERSECT
--! hint: leave it out: rows that are alike count once
--- places in longer lines and behind tabs ---
CREATE STREAM a (x INTEGER); CREATE STREAM b (y); CREATE STREAM c (z INTEGER); DROP STREAM d;
--! error 48+1: expected a type, found ')'
--! error 80+4: DROP is not supported in Kinesis Data Analytics
--! hint: take the statement that creates it out of the code
	CREATE	STREAM	größe	(	ä	INTEGR	);
--! error 26+6: expected a type, found INTEGR
