package io.outboundroutes.console.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.model.rest.ParamDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.RestParamType;
import org.apache.camel.model.rest.VerbDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of the REST API, as the definitions tell that its routes and its document are made of. Thread-safe.
 *
 * @param all every operation there is
 */
record Operations(List<Operation> all) {

    Operations {
        all = List.copyOf(all);
    }

    /** Reads the definitions. */
    static Operations of(List<RestDefinition> definitions) {
        List<Operation> all = new ArrayList<>();
        for (RestDefinition definition : definitions) {
            for (VerbDefinition verb : definition.getVerbs()) {
                all.add(new Operation(
                        verb.asVerb().toUpperCase(Locale.ROOT),
                        segments(text(definition.getPath()) + "/" + text(verb.getPath())),
                        verb.getParams().stream()
                                .filter(param -> param.getType() == RestParamType.query)
                                .map(ParamDefinition::getName)
                                .collect(Collectors.toSet()),
                        types(verb.getConsumes())));
            }
        }
        return new Operations(all);
    }

    private static Set<String> types(@Nullable String consumes) {
        return consumes == null ? Set.of() : Set.of(consumes.split(","));
    }

    private static String text(@Nullable String path) {
        return path == null ? "" : path;
    }

    /** A path's parts, without empty ones. */
    static List<String> segments(@Nullable String path) {
        return Arrays.stream(text(path).split("/"))
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /**
     * What a request asks for.
     *
     * @param path below that of the API
     * @throws BadRequest with 404 or 405 when there is no such thing
     */
    Operation find(String method, List<String> path) {
        Set<String> methods = new TreeSet<>();
        for (Operation operation : all) {
            if (operation.isAt(path)) {
                if (operation.method().equals(method)) {
                    return operation;
                }
                methods.add(operation.method());
            }
        }
        Problem problem = methods.isEmpty() ? Problem.NOT_FOUND : Problem.NOT_ALLOWED;
        throw new BadRequest(problem);
    }
}
