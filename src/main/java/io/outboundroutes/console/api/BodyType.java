package io.outboundroutes.console.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;

/** Judges a body by what its headers say, before anybody reads it. Stateless. */
final class BodyType {

    private BodyType() {}

    /** Whether a body comes with a request. */
    static boolean isThere(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 || (length < 0 && request.getHeader("Transfer-Encoding") != null);
    }

    /** The type without what follows it, in small letters; empty when none is told. */
    static String of(HttpServletRequest request) {
        return parts(request)[0];
    }

    /**
     * Takes a body, or none, of one of these types, in UTF-8. A type that is not among them is refused without a body too:
     * whoever sends a form meant something by it.
     *
     * @throws BadRequest with 415
     */
    static void judge(HttpServletRequest request, Set<String> types) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            // What is packed may be of any size once it is unpacked.
            throw wrong("unsupported-encoding", "Send the body as it is, without Content-Encoding.");
        }
        String[] parts = parts(request);
        boolean untold = parts[0].isEmpty() && !isThere(request);
        boolean utf8 = parts.length == 1 || parts[1].equals("charset=utf-8");
        if (!untold && !(types.contains(parts[0]) && utf8)) {
            throw wrong(
                    "unsupported-media-type",
                    "Send the body in UTF-8, with its Content-Type: " + String.join(", ", new TreeSet<>(types)) + ".");
        }
    }

    private static String[] parts(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        return type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "").split(";", 2);
    }

    private static BadRequest wrong(String code, String detail) {
        return new BadRequest(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, code, detail);
    }
}
