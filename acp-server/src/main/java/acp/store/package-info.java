/**
 * How sessions are kept. The rooms below implement {@link acp.session.Journal}; what they share is
 * here: {@link acp.store.EventCodec}, which says how an event is written down. It knows events and
 * the journal's port, and no protocol version, no agent and no client.
 */
@NullMarked
package acp.store;

import org.jspecify.annotations.NullMarked;
