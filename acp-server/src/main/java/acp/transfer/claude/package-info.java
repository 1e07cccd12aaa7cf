/**
 * Claude Code's sessions: the lines of {@code ~/.claude/projects}. It knows that program's words
 * and {@link acp.transfer.foreign.Telling}; of our events it knows only what must be said in them.
 */
@NullMarked
package acp.transfer.claude;

import org.jspecify.annotations.NullMarked;
