package dev.gradus.playground;

import dev.gradus.playground.grade.ClassList;
import dev.gradus.playground.grade.Grade;
import dev.gradus.playground.grade.GradeTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Grades the submissions of a class: {@code --help} lists the options. */
@Command(
        name = "gradus-grade",
        mixinStandardHelpOptions = true,
        version = "Gradus 0.1",
        sortOptions = false,
        description = {
            "Repeats the trainings that students hand in and prints a table: who solved the task, when, with how many"
                    + " attempts and which mistakes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all submissions were graded, whatever their results",
            "1:a file cannot be read or written",
            "2:an option is wrong"
        })
public final class GradeCommand implements Callable<Integer> {
    private static final List<String> TYPES = List.of(".gradus", ".txt", ".json", ".html", ".htm");
    private static final String TASK = "task.gradus";
    private static final long MOST_BYTES = 1 << 22;

    @Option(
            names = "--task",
            paramLabel = "<link or file>",
            description = "The task: a link of the page, or a .gradus file, which may contain further checks."
                    + " Default: task.gradus in the first folder")
    private Optional<String> task = Optional.empty();

    @Option(names = "--csv", paramLabel = "<file>", description = "Also write the table to this file")
    private Optional<Path> csv = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "<n>",
            defaultValue = "60",
            description = "How long one submission may take. Default: 60")
    private int seconds = 60;

    @Parameters(
            arity = "1..*",
            paramLabel = "<submissions>",
            description = "Folders of files, .gradus files, receipts, or tables (.csv, .tsv) or lists (.txt) of links")
    private List<Path> paths = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Grades and exits. */
    public static void main(String[] arguments) {
        System.setProperty("dev.gradus.kernels", "scalar");
        System.exit(new CommandLine(new GradeCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut(),
                errors = spec.commandLine().getErr();
        Grader grader;
        try {
            grader = new Grader(taskText(), seconds);
        } catch (IOException | IllegalArgumentException wrong) {
            errors.println(wrong.getMessage());
            return wrong instanceof IOException ? 1 : 2;
        }
        try {
            long began = System.nanoTime();
            List<ClassList.Entry> entries = new ArrayList<>();
            for (Path path : paths) {
                entries.addAll(entries(path));
            }
            List<Grade> grades = entries.parallelStream()
                    .map(entry -> grader.grade(entry.student(), entry.content()))
                    .toList();
            GradeTable table = new GradeTable(grades);
            out.println(grader.text());
            out.println();
            out.print(table.text());
            out.printf(Locale.ROOT, "Graded in %.1f s.%n", (System.nanoTime() - began) / 1e9);
            if (csv.isPresent()) {
                Files.writeString(csv.get(), table.csv());
                out.println("Written: " + csv.get());
            }
            out.flush();
            return 0;
        } catch (IOException | IllegalArgumentException wrong) {
            errors.println(
                    wrong instanceof IOException ? "Cannot read or write: " + wrong.getMessage() : wrong.getMessage());
            return 1;
        }
    }

    /** The task that is named, or that lies beside the submissions. */
    private String taskText() throws IOException {
        if (task.isEmpty()) {
            Path beside = paths.get(0).resolve(TASK);
            if (!Files.isRegularFile(beside)) {
                throw new IllegalArgumentException(
                        "Which task? Write --task=<link or file>, or save it as " + beside + ".");
            }
            return text(beside);
        }
        return isFile(task.get()) ? text(Path.of(task.get())) : task.get();
    }

    private static boolean isFile(String name) {
        return !name.contains("#") && !name.contains("\n") && Files.isRegularFile(Path.of(name));
    }

    private static List<ClassList.Entry> entries(Path path) throws IOException {
        List<ClassList.Entry> entries = new ArrayList<>();
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist");
        } else if (!Files.isDirectory(path)) {
            return isList(path)
                    ? listed(path)
                    : List.of(ClassList.Entry.of(String.valueOf(path.getFileName()), text(path)));
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = path.relativize(file).toString();
                if (!name.equals(TASK) && TYPES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
                    entries.add(ClassList.Entry.of(name, text(file)));
                }
            }
        }
        return entries;
    }

    private static boolean isList(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt)");
    }

    /** The entries of a table, in which a cell may name a file in the table's folder. */
    private static List<ClassList.Entry> listed(Path table) throws IOException {
        List<ClassList.Entry> entries = new ArrayList<>();
        for (ClassList.Entry entry : ClassList.read(text(table))) {
            if (entry.isFileName()) {
                Path folder = table.toAbsolutePath().resolveSibling("").normalize();
                Path file = folder.resolve(entry.content()).normalize();
                boolean isInside = file.startsWith(folder) && Files.isRegularFile(file);
                entries.add(new ClassList.Entry(entry.student(), isInside ? text(file) : ""));
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
