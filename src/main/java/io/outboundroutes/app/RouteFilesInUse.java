package io.outboundroutes.app;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files under {@code routes.dir} run: all workflows, and of each vendor the selected dialect. Stateless. */
final class RouteFilesInUse {

    private RouteFilesInUse() {}

    /** The pattern for Camel: file addresses, by comma. */
    static String pattern(Settings settings) {
        Path dir = settings.get(HouseKeys.ROUTES_DIR).toAbsolutePath().normalize();
        List<String> files = new ArrayList<>();
        files.add("file:" + dir + "/*.camel.yaml");
        for (Vendor vendor : Vendor.values()) {
            Path dialect = dir.resolve("vendors")
                    .resolve(vendor.id() + "-" + settings.get(vendor.keys().api()) + ".camel.yaml");
            if (Files.exists(dialect)) {
                files.add("file:" + dialect);
            }
        }
        return String.join(",", files);
    }
}
