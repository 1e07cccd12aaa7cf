/**
 * The session engine. A session is an actor: it owns its state and is the only door by which events
 * enter its journal, so journal, state and what clients see agree on the order. It ends every turn,
 * exactly once. Its ports say what it asks of others: {@link acp.session.Agent} does the work of a
 * turn, {@link acp.session.Client} is the editor, {@link acp.session.Journal} keeps the events. It
 * knows no protocol version, no model, no tool and no database.
 */
@NullMarked
package acp.session;

import org.jspecify.annotations.NullMarked;
