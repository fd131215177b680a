package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's JavaScript modules, of the playground and of the explorer: their sizes, their layers, and what they import from each other. */
class ModulesTest {
    static final Path PLAYGROUND = Path.of("src/main/web/js");

    static final Path EXPLORER = Path.of("../explorer/src/main/resources/dev/gradus/explorer/page");

    private static final int MOST_LINES = 500;

    private static final int MOST_COLUMNS = 200;

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:\\{([^}]*)\\} from )?'([^']+)';$", Pattern.MULTILINE);

    /** Each module's first line names its layer: the state, reading it, drawing it, and the wiring that changes it. */
    private static final Pattern LAYER = Pattern.compile("// -+ (\\w+): ");

    private static final List<String> LAYERS = List.of("state", "reading", "drawing", "wiring");

    private static final Pattern SETTER = Pattern.compile("set[A-Z]\\w*");

    private static final Pattern HTML = Pattern.compile(
            "(?:inner|outer)HTML\\s*\\+?=(?!=)|insertAdjacentHTML|document\\.write|createContextualFragment");

    @Test
    void modulesAreShort() {
        assertThat(modules())
                .allSatisfy(module -> assertThat(text(module).lines().count())
                        .as("lines of %s", module)
                        .isLessThan(MOST_LINES))
                .allSatisfy(module -> assertThat(text(module).lines())
                        .as("columns of %s; Prettier does not break strings and templates", module)
                        .noneMatch(line -> line.length() > MOST_COLUMNS));
    }

    @Test
    void importsNameWhatIsExported() {
        assertThat(modules())
                .allSatisfy(module -> imports(module).forEach(found -> {
                    Path other = file(module, found.group(2));
                    assertThat(other).as("import of %s", module).exists();
                    String exports = text(other);
                    names(found)
                            .forEach(name -> assertThat(exports)
                                    .as("%s imports it from %s", module, other)
                                    .containsPattern("(?m)^export (?:.*(?<![\\w$])|(?:const|let) .*\n(?:  .*\n)*?  )"
                                            + Pattern.quote(name) + "(?![\\w$])"));
                }));
    }

    /** Modules that import no other, or that no other imports, are removed until none is left. */
    @Test
    void noModulesImportEachOther() {
        Map<Path, List<Path>> left = new TreeMap<>();
        modules().forEach(module -> left.put(module, imported(module).toList()));
        boolean isLess = true;
        while (isLess) {
            Set<Path> imported = left.values().stream().flatMap(List::stream).collect(Collectors.toSet());
            isLess = left.entrySet()
                    .removeIf(module -> !imported.contains(module.getKey())
                            || module.getValue().stream().noneMatch(left::containsKey));
        }
        assertThat(left.keySet())
                .as("modules that import each other; move what both need to a module that imports neither")
                .isEmpty();
    }

    /** A module imports only from its own layer and from those below it. */
    @Test
    void layersImportOneWay() {
        assertThat(modules())
                .allSatisfy(module -> assertThat(imported(module))
                        .allSatisfy(other -> assertThat(layer(other))
                                .as("layer of %s, which %s imports; call up through host of hooks.js", other, module)
                                .isLessThanOrEqualTo(layer(module))));
    }

    @Test
    void onlyTheWiringChangesTheState() {
        assertThat(modules())
                .filteredOn(module -> layer(module) < LAYERS.indexOf("wiring"))
                .allSatisfy(module -> assertThat(imports(module)
                                .filter(found -> layer(file(module, found.group(2))) == 0)
                                .flatMap(ModulesTest::names))
                        .as("what %s imports from the state", module)
                        .noneMatch(name -> SETTER.matcher(name).matches()));
    }

    /** The speech of names is read from an element outside of the page, and the picture of a loop was written with the page. */
    @Test
    void oneModuleWritesHtml() {
        assertThat(modules())
                .filteredOn(module -> HTML.matcher(text(module)).find())
                .extracting(module -> String.valueOf(module.getFileName()))
                .as("modules that write HTML; call putHtml, renewHtml or addHtml of html.js")
                .containsExactly("elements.js", "html.js", "names.js");
    }

    /** Modules that start a page, or that the explorer adds where a page needs them. */
    @Test
    void everyModuleIsImported() {
        List<String> alone = List.of(
                "begin.js",
                "start.js",
                "films.js",
                "grade.js",
                "loops.js",
                "more-operations.js",
                "notes.js",
                "pictures.js",
                "sources.js",
                "worker.js",
                "worksheets.js");
        List<Path> imported = modules().stream().flatMap(ModulesTest::imported).toList();
        assertThat(modules())
                .filteredOn(module -> !alone.contains(String.valueOf(module.getFileName())))
                .isSubsetOf(imported);
    }

    /** The explorer's page works without the playground. */
    @Test
    void explorerImportsOnlyItself() {
        assertThat(modules())
                .filteredOn(module -> module.startsWith(EXPLORER))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(imports(module).map(found -> found.group(2)))
                        .allMatch(name -> name.startsWith("./")));
    }

    /** Any op can be typed, so the playground needs those that the explorer adds only where a page has them. */
    @Test
    void playgroundHasAllOperations() {
        assertThat(text(PLAYGROUND.resolve("begin.js"))).contains("import 'explorer/more-operations.js';");
    }

    private static List<Path> modules() {
        try (Stream<Path> own = Files.list(PLAYGROUND);
                Stream<Path> shared = Files.list(EXPLORER)) {
            return Stream.concat(own, shared)
                    .filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> imports(Path module) {
        return IMPORT.matcher(text(module)).results();
    }

    private static Stream<Path> imported(Path module) {
        return imports(module).map(found -> file(module, found.group(2)));
    }

    private static int layer(Path module) {
        Matcher first = LAYER.matcher(text(module));
        assertThat(first.lookingAt()).as("%s begins with its layer", module).isTrue();
        int layer = LAYERS.indexOf(first.group(1));
        assertThat(layer).as("layer of %s", module).isNotNegative();
        return layer;
    }

    private static Stream<String> names(MatchResult found) {
        return found.group(1) == null
                ? Stream.of()
                : Stream.of(found.group(1).split(",", -1)).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static Path file(Path module, String name) {
        return name.startsWith("./")
                ? module.resolveSibling(name.substring(2))
                : EXPLORER.resolve(name.substring("explorer/".length()));
    }

    private static String text(Path module) {
        try {
            return Files.readString(module);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
