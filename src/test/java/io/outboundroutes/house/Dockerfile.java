package io.outboundroutes.house;

import io.outboundroutes.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The project's Dockerfile as stages and their steps, as far as it uses the language: no variables, no here-documents.
 *
 * @param stages in order; the last one is the image
 */
record Dockerfile(List<Stage> stages) {

    /**
     * @param name as other stages call it; empty for the image itself
     * @param from what it is made of
     */
    record Stage(String name, String from, List<Step> steps) {

        List<Step> steps(String instruction) {
            return steps.stream()
                    .filter(s -> s.instruction().equals(instruction))
                    .toList();
        }

        /** The last step of this kind, which is the one that counts. */
        Optional<Step> last(String instruction) {
            return steps(instruction).stream().reduce((a, b) -> b);
        }
    }

    /**
     * @param instruction in upper case
     * @param flags such as {@code --from=build}
     * @param text what follows them
     */
    record Step(String instruction, List<String> flags, String text) {

        /** The words of a command in brackets. */
        List<String> exec() {
            String list = text.substring(text.indexOf('['));
            List<?> words = (List<?>) Json.parse(list.getBytes(StandardCharsets.UTF_8));
            return words.stream().map(String::valueOf).toList();
        }

        Optional<String> flag(String name) {
            return flags.stream()
                    .filter(f -> f.startsWith("--" + name + "="))
                    .map(f -> f.substring(name.length() + 3))
                    .findFirst();
        }
    }

    static Dockerfile read(Path file) {
        List<Stage> stages = new ArrayList<>();
        for (String line : logicalLines(file)) {
            String[] parts = line.split("\\s+", 2);
            String instruction = parts[0].toUpperCase(Locale.ROOT);
            String rest = parts.length > 1 ? parts[1].strip() : "";
            if (instruction.equals("FROM")) {
                String[] words = rest.split("\\s+", -1);
                stages.add(new Stage(words.length == 3 ? words[2] : "", words[0], new ArrayList<>()));
            } else {
                stages.get(stages.size() - 1).steps().add(step(instruction, rest));
            }
        }
        return new Dockerfile(List.copyOf(stages));
    }

    private static Step step(String instruction, String rest) {
        List<String> flags = new ArrayList<>();
        String text = rest;
        while (text.startsWith("--")) {
            String[] parts = text.split("\\s+", 2);
            flags.add(parts[0]);
            text = parts[1];
        }
        return new Step(instruction, List.copyOf(flags), text);
    }

    private static List<String> logicalLines(Path file) {
        List<String> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        try {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                if (text.endsWith("\\")) {
                    open.append(text, 0, text.length() - 1);
                } else {
                    lines.add(open.append(text).toString());
                    open.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    Stage image() {
        return stages.get(stages.size() - 1);
    }
}
