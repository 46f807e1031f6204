package io.outboundroutes.console;

import io.outboundroutes.platform.config.Role;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.server.core.service.api.DataUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Adds to Jolokia's list of MBeans which operations the user may have done. Hawtio's pages do not offer the others then.
 * Without it they ask for each operation of each bean, in one request that is larger than any should be. Thread-safe.
 */
final class RightsInList extends DataUpdater {

    /** The names are Hawtio's. */
    private static final String BY_SIGNATURE = "opByString";

    private static final String MAY = "canInvoke";
    private static final String OPERATIONS = "op";
    private static final int LAST = 1_000_000;

    private final AccessPolicy policy;

    RightsInList(AccessPolicy policy) {
        super(LAST);
        this.policy = policy;
    }

    @Override
    public String getKey() {
        return BY_SIGNATURE;
    }

    @Override
    public void update(
            Map<String, Object> bean,
            ObjectName name,
            MBeanInfo info,
            @Nullable Deque<String> path,
            boolean openTypes) {
        if (!(bean.get(OPERATIONS) instanceof Map<?, ?> operations)) {
            return;
        }
        Role role = Caller.current().map(Caller::role).orElse(Role.VIEWER);
        // Copies: Jolokia keeps what it has made for the next request, which may be another user's.
        JSONObject told = new JSONObject();
        JSONObject bySignature = new JSONObject();
        operations.forEach((operation, overloads) -> {
            JSONArray several = new JSONArray();
            for (Object overload : overloads instanceof List<?> list ? list : List.of(overloads)) {
                JSONObject one = copy(overload);
                String signature = operation + "(" + types(one) + ")";
                boolean may = policy.allows(role, name, signature);
                one.put(MAY, may);
                bySignature.put(signature, copy(Map.of(MAY, may)));
                several.add(one);
            }
            told.put(String.valueOf(operation), several.size() == 1 ? several.get(0) : several);
        });
        bean.put(OPERATIONS, told);
        bean.put(BY_SIGNATURE, bySignature);
        bean.put(MAY, true);
    }

    private static JSONObject copy(Object overload) {
        JSONObject copy = new JSONObject();
        if (overload instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private static String types(JSONObject operation) {
        return operation.get("args") instanceof List<?> arguments
                ? arguments.stream()
                        .map(argument -> argument instanceof Map<?, ?> map ? String.valueOf(map.get("type")) : "")
                        .collect(Collectors.joining(","))
                : "";
    }
}
