package dev.gradus.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The Javadoc of all published modules as one tree of pages, in which each module is a group of packages. */
final class Javadoc {
    private static final Pattern EXPORTED = Pattern.compile("(?m)^ *exports ([\\w.]+);");

    private Javadoc() {}

    /** Writes the pages. */
    static void write(Path root, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-quiet", "-Xdoclint:none", "-notimestamp", "-encoding", "UTF-8", "--release", "17"));
        arguments.addAll(List.of("-windowtitle", "Gradus", "-doctitle", "Gradus", "-d", folder.toString()));
        arguments.addAll(List.of("-header", "<a href=\"{@docRoot}/../index.html\">Gradus</a>"));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        List<String> sources = new ArrayList<>();
        for (Path module : published(root)) {
            Path code = module.resolve("src/main/java");
            Set<String> packages = packages(code);
            for (String name : packages) {
                sources.addAll(sources(code.resolve(name.replace('.', '/'))));
            }
            arguments.addAll(List.of("-group", "gradus-" + module.getFileName(), String.join(":", packages)));
        }
        arguments.addAll(sources);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int exit = ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, arguments.toArray(new String[0]));
        if (exit != 0) {
            throw new IllegalStateException("javadoc fails:\n" + printed);
        }
    }

    /** The modules with an API: those that are published and have code. */
    private static List<Path> published(Path root) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path module : list(root.resolve("core"), 2)) {
            Path pom = module.resolve("pom.xml");
            if (Files.exists(pom)
                    && Files.isDirectory(module.resolve("src/main/java"))
                    && Files.readString(pom).contains("<maven.deploy.skip>false</maven.deploy.skip>")
                    && !packages(module.resolve("src/main/java")).isEmpty()) {
                modules.add(module);
            }
        }
        return modules;
    }

    /** The packages that a module exports to everyone, or all of them if it has no description. */
    private static Set<String> packages(Path code) throws IOException {
        Path description = code.resolve("module-info.java");
        if (Files.exists(description)) {
            return EXPORTED.matcher(Files.readString(description))
                    .results()
                    .map(found -> found.group(1))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
        try (Stream<Path> files = Files.walk(code)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> code.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    private static List<String> sources(Path folder) throws IOException {
        return list(folder, 1).stream()
                .map(Path::toString)
                .filter(file -> file.endsWith(".java"))
                .toList();
    }

    private static List<Path> list(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.sorted().toList();
        }
    }
}
