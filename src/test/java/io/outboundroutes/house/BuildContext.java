package io.outboundroutes.house;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What an engine is sent of a project: its files without those that {@code .dockerignore} names. */
final class BuildContext {

    private record Rule(String pattern, boolean keeps) {

        boolean matches(Path path) {
            for (Path p = path; p != null; p = p.getParent()) {
                if (FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(p)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Path project;
    private final List<Rule> rules;

    BuildContext(Path project) throws IOException {
        this.project = project;
        this.rules = Files.readAllLines(project.resolve(".dockerignore")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.startsWith("!") ? new Rule(line.substring(1), true) : new Rule(line, false))
                .toList();
    }

    /** The last rule that matches decides. */
    boolean isSent(Path path) {
        boolean sent = true;
        for (Rule rule : rules) {
            if (rule.matches(path)) {
                sent = rule.keeps();
            }
        }
        return sent;
    }

    private boolean mayHoldSentOnes(Path folder) {
        return isSent(folder)
                || rules.stream()
                        .anyMatch(r -> r.keeps() && Path.of(r.pattern()).startsWith(folder));
    }

    /** Copies it and answers the paths copied. */
    List<Path> copyTo(Path target) throws IOException {
        List<Path> copied = new ArrayList<>();
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean root = folder.equals(project);
                return root || mayHoldSentOnes(project.relativize(folder))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path path = project.relativize(file);
                if (isSent(path)) {
                    Files.createDirectories(target.resolve(path).getParent());
                    Files.copy(file, target.resolve(path));
                    copied.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return copied;
    }
}
