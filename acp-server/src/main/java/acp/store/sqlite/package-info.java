/**
 * The journal in a SQLite file, shared by all processes of a user. The only room that knows SQL.
 * {@link acp.store.sqlite.SqliteJournal} is its door; behind it one thread writes, few others read.
 * It must not know what events mean: to it they are rows.
 */
@NullMarked
package acp.store.sqlite;

import org.jspecify.annotations.NullMarked;
