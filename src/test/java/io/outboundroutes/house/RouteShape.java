package io.outboundroutes.house;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a route on Camel's loaded model, as nested text: {@code Route(quartz)[Loop[Delay, Enrich(direct:a)[…], Bean]]}.
 *
 * <p>The route that an Enrich or a To calls by {@code direct:} stands inside it, so that a pattern can reach through. A step
 * that sends shows the scheme, or for {@code direct} and {@code kamelet} the address without the id of the use.
 *
 * @param name the step's kind, as {@code CircuitBreaker}
 * @param detail where it sends or starts; empty when it does neither
 */
public record RouteShape(String name, String detail, List<RouteShape> children) {

    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z]+)(?:\\(([^)]*)\\))?\\s*");

    /** The shape of a route of the context, by its id. */
    public static RouteShape of(ModelCamelContext context, String routeId) {
        RouteDefinition route = Objects.requireNonNull(
                context.getRouteDefinition(routeId), () -> "no route '" + routeId + "' in the context");
        return ofRoute(context, route, new LinkedHashSet<>());
    }

    /**
     * True when the pattern ({@code Loop[Delay, Enrich[CircuitBreaker[To(http)]], Bean]}) occurs somewhere in the shape. The
     * pattern's children must occur in their order among the step's children; others may stand between them. A name without
     * detail matches any detail.
     */
    public boolean contains(String pattern) {
        return contains(parse(pattern));
    }

    @Override
    public String toString() {
        String inner = children.isEmpty()
                ? ""
                : children.stream().map(RouteShape::toString).collect(Collectors.joining(", ", "[", "]"));
        return name + (detail.isEmpty() ? "" : "(" + detail + ")") + inner;
    }

    private boolean contains(RouteShape pattern) {
        return matches(pattern) || children.stream().anyMatch(c -> c.contains(pattern));
    }

    private boolean matches(RouteShape pattern) {
        if (!name.equals(pattern.name) || !(pattern.detail.isEmpty() || pattern.detail.equals(detail))) {
            return false;
        }
        int next = 0;
        for (RouteShape child : children) {
            if (next < pattern.children.size() && child.matches(pattern.children.get(next))) {
                next++;
            }
        }
        return next == pattern.children.size();
    }

    private static RouteShape ofRoute(ModelCamelContext context, RouteDefinition route, Set<String> path) {
        path.add(String.valueOf(route.getRouteId()));
        String from = route.getInput().getEndpointUri();
        RouteShape shape = new RouteShape("Route", address(from), ofAll(context, route.getOutputs(), path));
        path.remove(String.valueOf(route.getRouteId()));
        return shape;
    }

    private static List<RouteShape> ofAll(
            ModelCamelContext context, List<? extends ProcessorDefinition<?>> steps, Set<String> path) {
        return steps.stream().map(s -> ofStep(context, s, path)).toList();
    }

    private static RouteShape ofStep(ModelCamelContext context, ProcessorDefinition<?> step, Set<String> path) {
        String kind = step.getShortName();
        String name = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        String uri = uri(step);
        // A choice also lists the steps of all its branches as its own.
        List<RouteShape> children =
                new ArrayList<>(step instanceof ChoiceDefinition ? List.of() : ofAll(context, step.getOutputs(), path));
        if (step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            children.add(branch(context, "OnFallback", breaker.getOnFallback(), path));
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(w -> children.add(branch(context, "When", w, path)));
            if (choice.getOtherwise() != null) {
                children.add(branch(context, "Otherwise", choice.getOtherwise(), path));
            }
        }
        boolean reachesThrough = name.equals("Enrich") || name.equals("To");
        if (uri != null && uri.startsWith("direct:") && reachesThrough) {
            route(context, uri)
                    .filter(r -> !path.contains(r.getRouteId()))
                    .ifPresent(r -> children.addAll(ofRoute(context, r, path).children()));
        }
        return new RouteShape(name, uri == null ? "" : address(uri), List.copyOf(children));
    }

    private static RouteShape branch(ModelCamelContext context, String name, OutputNode branch, Set<String> path) {
        return new RouteShape(name, "", ofAll(context, branch.getOutputs(), path));
    }

    private static @Nullable String uri(ProcessorDefinition<?> step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            return dynamic.getUri();
        }
        if (step instanceof SendDefinition<?> send) {
            return send.getEndpointUri();
        }
        boolean byExpression =
                step.getShortName().equals("enrich") || step.getShortName().equals("pollEnrich");
        return byExpression && step instanceof ExpressionNode node
                ? node.getExpression().getExpression()
                : null;
    }

    private static Optional<RouteDefinition> route(ModelCamelContext context, String uri) {
        return context.getRouteDefinitions().stream()
                .filter(r -> address(r.getInput().getEndpointUri()).equals(address(uri)))
                .findFirst();
    }

    /** {@code http}, {@code direct:name}, {@code kamelet:template}. */
    private static String address(String uri) {
        String plain = uri.split("\\?", 2)[0].replace("://", ":");
        String[] parts = plain.split(":", 2);
        return switch (parts[0]) {
            case "direct", "seda" -> plain;
            case "kamelet" -> plain.split("/", 2)[0];
            default -> parts[0];
        };
    }

    private static RouteShape parse(String pattern) {
        Parser parser = new Parser(pattern);
        RouteShape shape = parser.shape();
        if (parser.position != pattern.length()) {
            throw new IllegalArgumentException("'" + pattern + "' is no shape at position " + parser.position
                    + "; expected Name(detail)[child, …]");
        }
        return shape;
    }

    private static final class Parser {
        private final String text;
        private int position;

        private Parser(String text) {
            this.text = text;
        }

        private RouteShape shape() {
            Matcher token = TOKEN.matcher(text).region(position, text.length());
            if (!token.lookingAt()) {
                throw new IllegalArgumentException("'" + text + "' lacks a name at position " + position);
            }
            position = token.end();
            List<RouteShape> children = new ArrayList<>();
            if (accept('[')) {
                do {
                    children.add(shape());
                } while (accept(','));
                if (!accept(']')) {
                    throw new IllegalArgumentException("'" + text + "' lacks ']' at position " + position);
                }
            }
            return new RouteShape(token.group(1), Objects.toString(token.group(2), ""), List.copyOf(children));
        }

        private boolean accept(char wanted) {
            if (position < text.length() && text.charAt(position) == wanted) {
                position++;
                return true;
            }
            return false;
        }
    }
}
