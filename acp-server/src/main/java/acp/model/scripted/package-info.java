/**
 * The built-in stand-in for a language model: it needs no key and no network, acts by the first
 * word of what the user says, always in the same way, and says honestly what it is. It is a model
 * like any other, seen only through the port: it reaches files and commands by asking for tools, so
 * all of the server can be tried and tested with it. Nothing outside this room knows it.
 */
@NullMarked
package acp.model.scripted;

import org.jspecify.annotations.NullMarked;
