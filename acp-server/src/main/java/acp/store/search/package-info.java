/**
 * What searching is, whatever the store: how a text is split into words, what of a session can be
 * found, what a query asks for, and which hit is better. A store's own part is to say where all
 * words of a query occur.
 */
@NullMarked
package acp.store.search;

import org.jspecify.annotations.NullMarked;
