package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.console.Console;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import java.util.Map;
import java.util.Optional;

/** A console with a viewer and an operator. */
final class ConsoleUsers {

    static final String VIEWER = "vera";
    static final String OPERATOR = "otto";
    /** Of both. */
    static final String PASSWORD = "correct horse";

    private static final String HASH =
            "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw:V_LC8HOXSNUWQZsGKohGZjI8WD6krhZVBKgfe1PGKgk";

    private ConsoleUsers() {}

    static Console open(House house) {
        Settings settings = Settings.load(SettingsSources.none()
                .program(Map.of(
                        "console.port",
                        "0",
                        "console.users",
                        VIEWER + ":viewer:" + HASH + "," + OPERATOR + ":operator:" + HASH)));
        return Watch.start(Watch.reserve(settings), settings, house, Optional.empty());
    }
}
