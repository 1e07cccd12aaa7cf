/**
 * Our own methods, {@code _acp-server/…}: what can be done with sessions that the protocol has no
 * words for. They are the same in every version of the protocol, and for the command line, which is
 * a client as an editor is. Each group is an annotated interface, with records of its own; {@link
 * acp.surface.extension.Extensions} is the door. What they take and give is documented in {@code
 * docs/extensions.md}.
 */
@NullMarked
package acp.surface.extension;

import org.jspecify.annotations.NullMarked;
