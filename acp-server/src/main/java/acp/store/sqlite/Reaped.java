package acp.store.sqlite;

import acp.store.search.Harvest;

/**
 * What was read of a session.
 *
 * @param no its number
 * @param from the seq behind which was read
 * @param lastSeq its last
 * @param counted the seq behind which turns count
 * @param whole true if there was nothing more
 */
record Reaped(
    long no, String cwd, long from, long lastSeq, long counted, Harvest harvest, boolean whole) {}
