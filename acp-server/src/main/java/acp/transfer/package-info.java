/**
 * Sessions out of the journal and into it: {@link acp.transfer.Export} writes them as files, {@link
 * acp.transfer.Import} reads files, also those of other programs. It knows the journal's port, the
 * events and how they are written down; of the forms that files have it knows the interfaces alone
 * ({@link acp.transfer.Target}, {@link acp.transfer.Format}), and the rooms below implement them.
 * It must not know who asks: no client, no command line, no agent.
 */
@NullMarked
package acp.transfer;

import org.jspecify.annotations.NullMarked;
