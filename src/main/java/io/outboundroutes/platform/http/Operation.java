package io.outboundroutes.platform.http;

import io.outboundroutes.platform.paging.PageStyle;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One API call as a dialect describes it in YAML. Immutable.
 *
 * @param id kebab-case, unique within the vendor; names the call in logs, metrics, messages and the advice table
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path template below the base URL, starting with {@code /}; {@code {name}} is filled from the request, URL-encoded
 * @param query names of request fields that travel in the query string
 * @param effect whether it changes something at the vendor
 * @param afterAmbiguity what follows an ambiguous write; {@link AfterAmbiguity#REPEAT} for reads
 * @param lookup the route that looks an ambiguous write up; null unless {@link AfterAmbiguity#LOOKUP}
 * @param dataStatuses statuses besides 2xx that are an answer and not a failure (409, 404, …)
 * @param bearer whether it carries the access token; false only for asking for one
 * @param scope the OAuth scope that it needs; empty when none is known
 * @param budget the name of a rate limit on top of the vendor's; empty for none
 * @param pager how it pages; null when it does not
 */
public record Operation(
        String id,
        String method,
        String path,
        Set<String> query,
        Effect effect,
        AfterAmbiguity afterAmbiguity,
        @Nullable String lookup,
        Set<Integer> dataStatuses,
        boolean bearer,
        String scope,
        String budget,
        @Nullable PageStyle pager) {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public Operation {
        require(ID.matcher(id).matches(), id, "id", id, "kebab-case, e.g. create-segment");
        method = method.toUpperCase(Locale.ROOT);
        require(METHODS.contains(method), id, "method", method, "one of GET, POST, PUT, PATCH, DELETE");
        require(path.startsWith("/"), id, "path", path, "a path below the base URL, e.g. /api/v2/outbound/segments");
        require(
                (afterAmbiguity == AfterAmbiguity.LOOKUP) == (lookup != null),
                id,
                "lookup",
                String.valueOf(lookup),
                "the look-up's route when afterAmbiguity=lookup, and only then");
        query = Set.copyOf(query);
        dataStatuses = Set.copyOf(dataStatuses);
    }

    private static void require(boolean holds, String id, String parameter, String value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("Operation " + id + ": parameter " + parameter + "='" + value
                    + "' is not usable; expected " + expected);
        }
    }

    /** Whether the call changes something at the vendor. */
    public boolean isWrite() {
        return effect == Effect.WRITE;
    }

    /** Whether a status is an answer and not a failure. */
    public boolean isData(int status) {
        return status / 100 == 2 || dataStatuses.contains(status);
    }
}
