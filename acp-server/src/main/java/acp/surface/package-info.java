/**
 * Connections: one conversation with one editor, from its first line to its last. Chooses the
 * protocol version and hands the conversation to that version's surface; below it, nothing knows of
 * versions.
 */
@NullMarked
package acp.surface;

import org.jspecify.annotations.NullMarked;
