/**
 * The agent's own commands: prompts that begin with a slash and a name are answered here, in a
 * moment and without the model, all others go on to the agent behind. A command does what it does
 * by telling events of its turn, as an agent does, and answers in Markdown that fits a narrow
 * panel. What it needs of other rooms is handed to it; it knows no model, no store, no agent's
 * innards and no protocol version. Only what {@link Commands} itself needs is loaded before a
 * command is called.
 */
@NullMarked
package acp.command;

import org.jspecify.annotations.NullMarked;
