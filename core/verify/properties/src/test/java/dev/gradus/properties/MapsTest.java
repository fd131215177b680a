package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The maps of the code in README, architecture.md and the kernels' package page show what there is. */
class MapsTest {
    private static final Path ROOT = SourceTree.ROOT;
    private static final List<String> LIBRARY = List.of("kernels", "engine", "train", "explain");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CODE_BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final String CLASS = "\\b(?:class|interface|enum|record) ([A-Z]\\w+)";
    /** Classes of the JDK, of browsers and of other libraries that the documents name. */
    private static final Set<String> OF_OTHERS = Set.of(
            "AttractiveTermGERG",
            "AttractiveTermPrDanesh",
            "AttractiveTermPrGassem2001",
            "BicubicSplineInterpolatingFunction",
            "LegendreEllipticIntegral",
            "CalculusFieldElement",
            "ConcurrentModificationException",
            "CrossValidator",
            "DecompressionStream",
            "DerivativeStructure",
            "Double",
            "Gradient",
            "GradientTransformation",
            "HvdcAcEmulationSide2ActiveFlowEquationTerm",
            "Math",
            "MessageDigest",
            "None",
            "PhaseModifiedFurstElectrolyteEos",
            "PhaseModifiedFurstElectrolyteEosMod2004",
            "Pipeline",
            "StackTraceElement",
            "StrictMath",
            "System",
            "Tracer");

    private static final Pattern IMPORT = Pattern.compile("\\bdev\\.gradus((?:\\.[a-z]+)+)\\.[A-Z]");

    /** Each folder of core has a row in the README, in which each module of a group is in backticks. */
    @Test
    void readmeNamesEveryModule() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(core/[a-z-]+)` \\|(.*)$")
                .matcher(read(ROOT.resolve("README.md")))
                .results()
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        Map<String, Set<String>> modules = new TreeMap<>();
        for (Path module : SourceTree.modules()) {
            Path folder = ROOT.relativize(module);
            if (folder.startsWith("core") && folder.getNameCount() > 1) {
                Set<String> ofFolder = modules.computeIfAbsent("core/" + folder.getName(1), none -> new TreeSet<>());
                if (folder.getNameCount() > 2) {
                    ofFolder.add(folder.getName(2).toString());
                }
            }
        }
        assertThat(rows.keySet()).isEqualTo(modules.keySet());
        modules.forEach((folder, names) ->
                assertThat(found("`([a-z-]+)`", rows.get(folder))).as(folder).containsAll(names));
    }

    @Test
    void theKernelsPageNamesEveryRoom() {
        Path page = ROOT.resolve("core/kernels/src/main/java/dev/gradus/kernel/package-info.java");
        List<String> shown = found("\\{@code ([a-z]+)}", page);
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(packages("kernels").stream()
                        .filter(name -> name.startsWith("kernel."))
                        .map(name -> name.substring("kernel.".length()))
                        .toList());
    }

    /** A line of the map: a package, what it is, and the packages that it imports unless another of them brings them. */
    @Test
    void theLayersAreThoseOfTheCode() {
        Map<String, Set<String>> shown = new TreeMap<>();
        Pattern line = Pattern.compile("(?m)^    ([a-z.]+) .*?→ ?(.*)$");
        line.matcher(read(ROOT.resolve("docs/architecture.md")))
                .results()
                .forEach(row -> shown.put(
                        row.group(1),
                        Arrays.stream(row.group(2).split(", ", -1))
                                .filter(name -> !name.isBlank())
                                .map(name -> name.startsWith("kernel.") ? "kernel" : name)
                                .collect(Collectors.toCollection(TreeSet::new))));
        Map<String, Set<String>> imports = imports(shown.keySet());
        assertThat(shown.keySet()).isEqualTo(imports.keySet());
        shown.forEach((name, arrows) -> assertThat(imports.get(name)).as(name).containsAll(arrows));
        imports.forEach((name, all) -> assertThat(reached(name, shown)).as(name).containsAll(all));
    }

    @Test
    void theWalkNamesClassesThatExist() {
        String page = read(ROOT.resolve("docs/architecture.md"));
        String walk = page.substring(page.indexOf("## A walk"), page.indexOf("## Layers"));
        Set<String> classes = LIBRARY.stream()
                .flatMap(module -> sources(module).stream())
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(found("`([A-Z][A-Za-z]+)(?:\\.[a-z][A-Za-z]*)?`", walk))
                .hasSizeGreaterThan(15)
                .isSubsetOf(classes);
    }

    /** A name in backticks that reads like a class's is that of a class of ours, of the page, of the JDK or of another library. */
    @Test
    void theDocumentsNameClassesThatExist() {
        Set<String> ours = found(CLASS);
        pages().forEach((page, prose) -> {
            List<String> declared = found(CLASS, read(Path.of(page)));
            assertThat(found("`([A-Z][0-9]*[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)*)(?:[.(<#][^`]*)?`", prose))
                    .as(page)
                    .allMatch(name -> ours.contains(name) || declared.contains(name) || OF_OTHERS.contains(name));
        });
    }

    /** A method or field in backticks, as in {@code Run.forward}, has a name that the code has. */
    @Test
    void theDocumentsNameMembersThatExist() {
        Set<String> ours = found("\\b([a-z]\\w+)\\b");
        pages().forEach((page, prose) ->
                assertThat(found("`[A-Z]\\w+[.#]([a-z]\\w+)", prose)).as(page).isSubsetOf(ours));
    }

    /** Each link between documents leads to a file that exists, and to one of its headings if it names one. */
    @Test
    void everyLinkLeadsSomewhere() {
        pages().forEach((name, prose) -> {
            Path page = Path.of(name);
            for (String link : found("\\]\\(([^)\\s]+)\\)", prose)) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                assertThat(target).as("%s in %s", link, name).exists();
                if (parts.length == 2 && parts[0].matches("|.*\\.md")) {
                    assertThat(headings(target)).as("%s in %s", link, name).contains(parts[1]);
                }
            }
        });
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static List<String> headings(Path page) {
        return found("(?m)^#+ (.*)$", CODE_BLOCK.matcher(read(page)).replaceAll("")).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The README, the documents, and the pages of the modules and assignments, without their blocks of code. */
    private static Map<String, String> pages() {
        return Stream.concat(
                        Stream.of(ROOT.resolve("README.md")),
                        Stream.of("docs", "core", "examples").flatMap(folder -> files(ROOT.resolve(folder), ".md")))
                .collect(Collectors.toMap(
                        Path::toString, page -> CODE_BLOCK.matcher(read(page)).replaceAll("")));
    }

    /** What a pattern finds in all sources. */
    private static Set<String> found(String pattern) {
        return files(ROOT, ".java")
                .flatMap(source -> found(pattern, source).stream())
                .collect(Collectors.toSet());
    }

    /** For each package of the map the others that its sources name. Rooms count as the package above them. */
    private static Map<String, Set<String>> imports(Set<String> shown) {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (String module : LIBRARY) {
            for (Path source : sources(module)) {
                String own = inMap(nameOf(source, module), shown);
                Set<String> named = imports.computeIfAbsent(own, none -> new TreeSet<>());
                IMPORT.matcher(COMMENT.matcher(read(source)).replaceAll(""))
                        .results()
                        .map(found -> inMap(found.group(1).substring(1), shown))
                        .filter(name -> !name.equals(own))
                        .forEach(named::add);
            }
        }
        return imports;
    }

    /** A room that the map shows, or the package above it. */
    private static String inMap(String name, Set<String> shown) {
        return shown.contains(name) ? name : name.split("\\.", -1)[0];
    }

    private static Set<String> reached(String name, Map<String, Set<String>> arrows) {
        Set<String> all = new TreeSet<>(arrows.get(name));
        arrows.get(name).forEach(next -> all.addAll(reached(next, arrows)));
        return all;
    }

    private static Set<String> packages(String module) {
        return sources(module).stream()
                .map(source -> nameOf(source, module))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path folder(String module) {
        return ROOT.resolve("core").resolve(module).resolve("src/main/java/dev/gradus");
    }

    private static List<Path> sources(String module) {
        return files(folder(module), ".java").toList();
    }

    /** The files below a folder, without those that a build makes. */
    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("target"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String nameOf(Path source, String module) {
        Path folder = folder(module).relativize(source.getParent());
        return folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
    }

    private static List<String> found(String pattern, Path file) {
        return found(pattern, read(file));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
