import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says how many tests of a module ran, when they have passed, and at the end of the build how many ran in all and how long it took,
 * what was skipped, and why. Every module with tests calls it; the last one to do so says the latter, whatever the order of the modules.
 */
final class TestSummary {
    /** How the reason begins when a test is skipped because there is no browser. */
    private static final String NO_BROWSER = "No browser: ";

    private static final Pattern MODULE = Pattern.compile("MavenProject: \\S+ @ (.+?)(?=, MavenProject: |]$)");

    private int run;
    private int failed;
    private final Map<String, Integer> skipped = new TreeMap<>();

    private TestSummary() {}

    /** The start of the build in milliseconds, this module's folder, Maven's list of the modules that are built, and its name. */
    public static void main(String[] arguments) throws Exception {
        String build = arguments[0];
        Path module = Path.of(arguments[1]);
        List<Path> modules = MODULE.matcher(arguments[2])
                .results()
                .map((MatchResult found) -> Path.of(found.group(1)).getParent())
                .filter(TestSummary::hasTests)
                .toList();
        TestSummary here = of(List.of(module), Long.parseLong(build));
        if (here.run > 0) {
            System.out.printf("Tests of %s: %s%n", arguments[3], here.counts());
        }
        mark(module, "tested", build);
        if (modules.stream().allMatch(other -> isMarked(other, "tested", build))
                && mark(modules.get(0), "summed-up", build)) {
            Duration time = Duration.ofMillis(System.currentTimeMillis() - Long.parseLong(build));
            System.out.printf(
                    "Tests of all modules in %d:%02d: %s%n",
                    time.toMinutes(), time.toSecondsPart(), of(modules, Long.parseLong(build)));
        }
    }

    /** Whether it has tests of its own, or those of another module. */
    private static boolean hasTests(Path module) {
        return Files.isDirectory(module.resolve("src/test")) || module.endsWith("explorer-pages");
    }

    /** Whether nobody did so before. Marks of earlier builds are removed. */
    private static boolean mark(Path module, String what, String build) throws IOException {
        Path marks = Files.createDirectories(module.resolve("target").resolve(what));
        try (Stream<Path> earlier = Files.list(marks)) {
            for (Path mark : earlier.filter(mark -> !mark.endsWith(build)).toList()) {
                Files.deleteIfExists(mark);
            }
        }
        try {
            Files.createFile(marks.resolve(build));
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        }
    }

    private static boolean isMarked(Path module, String what, String build) {
        return Files.exists(module.resolve("target").resolve(what).resolve(build));
    }

    private static TestSummary of(List<Path> modules, long start) throws Exception {
        TestSummary summary = new TestSummary();
        for (Path module : modules) {
            Path reports = module.resolve("target/surefire-reports");
            if (Files.isDirectory(reports)) {
                try (Stream<Path> files = Files.list(reports)) {
                    for (Path file : files.filter(file -> isReport(file, start)).toList()) {
                        summary.add(file);
                    }
                }
            }
        }
        return summary;
    }

    /** Of this build, as reports of tests that did not run in it stay where they are. */
    private static boolean isReport(Path file, long start) {
        try {
            String name = file.getFileName().toString();
            return name.startsWith("TEST-")
                    && name.endsWith(".xml")
                    && Files.getLastModifiedTime(file).toMillis() >= start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path report) throws Exception {
        NodeList tests = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            NodeList skips = test.getElementsByTagName("skipped");
            if (skips.getLength() > 0) {
                String reason = ((Element) skips.item(0)).getAttribute("message");
                skipped.merge(reason.replaceFirst("^Assumption failed: ", ""), 1, Integer::sum);
            } else {
                run++;
                failed += test.getElementsByTagName("failure").getLength()
                        + test.getElementsByTagName("error").getLength();
            }
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private String counts() {
        return String.format("%d ran, %d failed, %d skipped.", run, failed, sum(skipped));
    }

    @Override
    public String toString() {
        Map<String, Integer> others = new TreeMap<>(skipped);
        others.keySet().removeIf(reason -> reason.startsWith(NO_BROWSER));
        int withoutBrowser = sum(skipped) - sum(others);
        List<String> lines = new ArrayList<>();
        lines.add(counts());
        lines.add(
                withoutBrowser == 0
                        ? "Skipped for want of a browser: none."
                        : String.format(
                                "Skipped for want of a browser: %d; pages were not tried. Install chromium, chromedriver and firefox-esr.",
                                withoutBrowser));
        others.forEach((reason, count) -> lines.add(
                String.format("Skipped: %d, because %s", count, reason.isBlank() ? "of no reason given" : reason)));
        return String.join(System.lineSeparator(), lines);
    }
}
