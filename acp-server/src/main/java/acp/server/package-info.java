/**
 * The program: settings, composition, start and end. The only room that knows all rooms, and the
 * only one besides the transport that touches the process's own streams.
 */
@NullMarked
package acp.server;

import org.jspecify.annotations.NullMarked;
