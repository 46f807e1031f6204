package io.outboundroutes.console;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers 404, and errors, with a status and no word more: what is not there needs no description. Thread-safe. */
final class Nothing extends Handler.Abstract.NonBlocking {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        return answer(HttpStatus.NOT_FOUND_404, response, callback);
    }

    /** What Jetty itself refuses, such as a body that is too large or a request that cannot be read. */
    static boolean error(Request request, Response response, Callback callback) {
        response.write(true, null, callback);
        return true;
    }

    static boolean answer(int status, Response response, Callback callback) {
        response.setStatus(status);
        response.write(true, null, callback);
        return true;
    }
}
