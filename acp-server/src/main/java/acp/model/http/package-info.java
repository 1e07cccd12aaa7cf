/**
 * One streamed exchange with a model's server over HTTP: the request goes out, the server-sent
 * events of the answer come back as they are asked for, and every way in which that can go wrong is
 * told in one sentence. What all dialects share is here; a dialect only reads events. Knows no
 * dialect, and of models only how long to wait for them.
 */
@NullMarked
package acp.model.http;

import org.jspecify.annotations.NullMarked;
