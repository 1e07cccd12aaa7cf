/**
 * Agentry's sessions: its {@code .toon} files, which hold TOON or JSON, and its database. All hold
 * the messages as they were sent to a model, so what they mean is said once. It knows that
 * program's words and {@link acp.transfer.foreign.Telling}.
 */
@NullMarked
package acp.transfer.agentry;

import org.jspecify.annotations.NullMarked;
