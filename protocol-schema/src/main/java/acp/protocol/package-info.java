/**
 * What every version of the protocol shares: error codes, the one exception that crosses a room's
 * wall, and the mapper that reads and writes wire types. Knows no server and no behaviour.
 */
@NullMarked
package acp.protocol;

import org.jspecify.annotations.NullMarked;
