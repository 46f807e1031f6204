package io.outboundroutes.app.gates;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;

/** Makes one readable finding of Camel's nested start-up errors. */
final class LoadErrors {

    private static final Pattern PLACE = Pattern.compile("in file:(\\S+?), line (\\d+), column (\\d+)");
    private static final Pattern REASON = Pattern.compile("due to: (.*)", Pattern.DOTALL);

    private LoadErrors() {}

    /**
     * @param suspect the file that is blamed when the error names none
     * @param set the files that were loaded
     */
    static Finding finding(String rule, Exception error, RouteFile suspect, List<RouteFile> set, RouteFiles all) {
        List<Throwable> chain = chain(error);
        for (Throwable cause : chain) {
            Matcher place = PLACE.matcher(Objects.toString(cause.getMessage(), ""));
            if (place.find()) {
                String path = place.group(1).replace('\\', '/');
                RouteFile file = set.stream()
                        .filter(f -> path.endsWith("/" + f.name()))
                        .findFirst()
                        .orElse(suspect);
                int line = Integer.parseInt(place.group(2));
                return new Finding(file.name(), line, Integer.valueOf(place.group(3)), null, rule, text(chain));
            }
        }
        if (chain.get(chain.size() - 1) instanceof ParseException badCron) {
            return atQuartz(rule, suspect, all, badCron);
        }
        String routeId = chain.stream()
                .filter(FailedToCreateRouteException.class::isInstance)
                .map(c -> ((FailedToCreateRouteException) c).getRouteId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return atRoute(rule, routeId, suspect, all, text(chain));
    }

    /** A finding at the line of this route, or of the use of a block that has this id, else at the suspected file. */
    static Finding atRoute(String rule, @Nullable String routeId, RouteFile suspect, RouteFiles all, String message) {
        List<RouteNode> suspectFirst = Stream.concat(
                        all.routes().stream().filter(r -> r.file().equals(suspect)), all.loadedRoutes().stream())
                .toList();
        for (RouteNode route : suspectFirst) {
            if (Objects.equals(route.id(), routeId)) {
                return new Finding(route.file().name(), Yaml.line(route.at()), null, routeId, rule, message);
            }
            for (BlockUse use : BlockUse.in(route)) {
                if (use.id().filter(i -> i.equals(routeId)).isPresent()) {
                    int line = Yaml.line(use.step().key());
                    return new Finding(route.file().name(), line, null, route.id(), rule, message);
                }
            }
        }
        return new Finding(suspect.name(), 0, null, routeId, rule, message);
    }

    /** Quartz says what is wrong with a cron expression, but neither which expression nor in which route. */
    private static Finding atQuartz(String rule, RouteFile suspect, RouteFiles all, ParseException problem) {
        String routeId = all.routes().stream()
                .filter(r -> r.file().equals(suspect) && r.fromUri().startsWith("quartz:"))
                .map(RouteNode::id)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return atRoute(
                rule,
                routeId,
                suspect,
                all,
                "its cron is no Quartz expression: " + problem.getMessage()
                        + " Expected six or seven fields, as in '0 0 3 * * ?' for 03:00 each day");
    }

    private static String text(List<Throwable> chain) {
        Throwable telling = chain.stream()
                .filter(ResolveEndpointFailedException.class::isInstance)
                .reduce((a, b) -> b)
                .orElse(chain.get(chain.size() - 1));
        String message =
                Objects.toString(telling.getMessage(), telling.getClass().getSimpleName());
        Matcher reason = REASON.matcher(message);
        String uri =
                telling instanceof ResolveEndpointFailedException failed ? "'" + scheme(failed.getUri()) + "': " : "";
        String said = reason.find() ? reason.group(1) : message;
        return "Camel cannot start it: " + uri
                + said.lines().findFirst().orElse("").strip();
    }

    /** The address without its query, which may hold a secret. */
    private static String scheme(@Nullable String uri) {
        String text = Objects.toString(uri, "endpoint");
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = error; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
