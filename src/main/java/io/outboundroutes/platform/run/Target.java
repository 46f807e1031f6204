package io.outboundroutes.platform.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who a run talks to, as its report says.
 *
 * @param vendor the vendor's name
 * @param dialect how its API looks on the wire
 * @param host host and port of its base URL
 * @param sandbox whether it is the embedded stand-in
 */
public record Target(String vendor, String dialect, String host, boolean sandbox) {

    /** Vendor, dialect and host, by which two targets are told apart. */
    public String identity() {
        return vendor + " (" + dialect + ") at " + host + (sandbox ? ", the sandbox" : "");
    }

    /** As the report shows it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("vendor", vendor);
        map.put("dialect", dialect);
        map.put("host", host);
        map.put("sandbox", sandbox);
        return map;
    }
}
