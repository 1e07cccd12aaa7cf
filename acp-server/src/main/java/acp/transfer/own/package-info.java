/**
 * This program's own form of a session as a file: lines of JSON, or one document that holds the
 * same. Versioned, checked by count and checksum, and lossless: what is exported, imported and
 * exported again is the same to the byte. The description for others is {@code
 * docs/session-format.md}. It knows the events as the journal writes them down, and no journal.
 */
@NullMarked
package acp.transfer.own;

import org.jspecify.annotations.NullMarked;
