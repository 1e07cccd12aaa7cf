/**
 * Measures any agent from outside, over its stdio: how long it takes to answer, what it sends, and
 * the memory of its process tree. The client is kept cheap, so that it does not measure itself.
 * Figures are told, never judged: what is too slow is not for this room to say.
 */
@NullMarked
package acp.conformance.bench;

import org.jspecify.annotations.NullMarked;
