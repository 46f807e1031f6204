package io.outboundroutes.app.cli;

import io.outboundroutes.app.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"outbound-routes " + Version.current()};
    }
}
