/**
 * Codex's sessions: the rollout files of {@code ~/.codex/sessions}. It knows that program's words
 * and {@link acp.transfer.foreign.Telling}; of our events it knows only what must be said in them.
 */
@NullMarked
package acp.transfer.codex;

import org.jspecify.annotations.NullMarked;
