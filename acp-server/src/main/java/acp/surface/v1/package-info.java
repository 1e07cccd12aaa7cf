/**
 * The face of protocol version 1: its methods, its calls to the client, and the projection of
 * events to what it puts on the wire. Wire types of version 1 appear here and nowhere else. Of the
 * inner rooms it knows only the session engine.
 */
@NullMarked
package acp.surface.v1;

import org.jspecify.annotations.NullMarked;
