/**
 * What the readers of other programs' sessions share: {@link acp.transfer.foreign.Telling} makes a
 * session of ours of what they find, and keeps account of what cannot be carried over. It knows our
 * events, and no program's format.
 */
@NullMarked
package acp.transfer.foreign;

import org.jspecify.annotations.NullMarked;
