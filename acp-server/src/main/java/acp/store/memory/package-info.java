/**
 * The journal that is gone with the process, for sessions that nobody wants kept and for tests. It
 * keeps every promise of the port but the one about the disk.
 */
@NullMarked
package acp.store.memory;

import org.jspecify.annotations.NullMarked;
