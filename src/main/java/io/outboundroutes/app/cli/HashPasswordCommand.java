package io.outboundroutes.app.cli;

import io.outboundroutes.platform.text.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes of a password what may stand in a configuration. */
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description = "Reads a password from standard input and prints its hash, for console.users.",
        footer = {
            "",
            "Example: outbound hash-password",
            "",
            "A terminal shows what is typed. So that it does not: read -rs P && printf %s \"$P\" | outbound hash-password"
        })
final class HashPasswordCommand implements Callable<Integer> {

    /** Takes {@code --verbose}; a hash needs no settings. */
    @Mixin
    private Options unusedOptions = new Options();

    @Override
    public Integer call() throws IOException {
        char[] password = read();
        try {
            if (password.length == 0 || password.length > PasswordHash.LONGEST) {
                throw new WrongUsage(
                        "The password must have 1 to " + PasswordHash.LONGEST + " characters, on standard input");
            }
            System.out.println(PasswordHash.of(password).written());
        } finally {
            Arrays.fill(password, '\0');
        }
        return ExitCode.SUCCEEDED;
    }

    /** The first line, without its break. */
    private static char[] read() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        return line == null ? new char[0] : line.toCharArray();
    }
}
