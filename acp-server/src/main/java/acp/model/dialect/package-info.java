/**
 * What the dialects of models share: text that comes in pieces, what a user says in words, JSON by
 * hand, the address of a server. Knows the vocabulary of models; no dialect and no server.
 */
@NullMarked
package acp.model.dialect;

import org.jspecify.annotations.NullMarked;
