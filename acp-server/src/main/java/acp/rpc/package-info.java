/**
 * JSON-RPC 2.0 in both directions over a {@link acp.transport.Transport}. A {@link acp.rpc.Peer} is
 * one end of a conversation: it answers what is asked of us, through the {@link
 * acp.rpc.MethodTable}, and keeps account of what we ask. It knows messages, ids, order and
 * cancellation; it must not know ACP: no method but the two names its own rules need, no session,
 * no wire type.
 *
 * <p>Everything that runs up to the answer to {@code initialize} keeps away from Reactor, data
 * binding and logging, and from language features that are linked at run time (pattern switches,
 * lambdas), because loading them costs more time than all the rest of a start.
 */
@NullMarked
package acp.rpc;

import org.jspecify.annotations.NullMarked;
