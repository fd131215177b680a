package dev.gradus.examples;

import dev.gradus.data.WholeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The one-layer lesson: a classifier with a sigmoid and a squared error, trained by gradient descent. {@code --help} lists
 * the options.
 */
@Command(
        name = "Lesson",
        mixinStandardHelpOptions = true,
        version = "Lesson 0.1",
        sortOptions = false,
        description = {
            "The one-layer lesson: a classifier with a sigmoid and a squared error, trained by gradient descent"
                    + " on logical AND and on college admissions, and a numerical check of its gradients."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:a file cannot be read or written, or its content does not fit",
            "2:an option is wrong"
        })
public final class Lesson implements Callable<Integer> {
    /** The parts of the lesson. */
    enum Part {
        AND,
        ADMISSIONS,
        GRADIENTS,
        ALL
    }

    @Option(
            names = "--lesson",
            paramLabel = "<part>",
            defaultValue = "ALL",
            description = "One of and, admissions, gradients (their numerical check), all. Default: all")
    private Part part = Part.ALL;

    @Option(
            names = "--epochs",
            paramLabel = "<n>",
            converter = Epochs.class,
            description = "Passes over the training data, from 1 to 10000000. Default: 2000")
    private int epochs = Settings.OF_THE_LESSON.epochs();

    @Option(
            names = "--learning-rate",
            paramLabel = "<eta>",
            converter = LearningRate.class,
            description = "Learning rate, positive and finite. Default: 1")
    private double learningRate = Settings.OF_THE_LESSON.learningRate();

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            converter = Seed.class,
            description = "Seed of initial weights and of the split, from 0 to 4294967295. Default: 0")
    private long seed = Settings.OF_THE_LESSON.seed();

    @Option(
            names = "--csv",
            paramLabel = "<file>",
            description = "Another file of admissions with the columns admit, gre, gpa and rank."
                    + " Default: the lesson's 400 students")
    private Optional<Path> csv = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "<folder>",
            defaultValue = "target/lesson",
            description = "Where plots, diagrams, listings, equations and pages go; made if it is not there."
                    + " Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("target", "lesson");

    private final PrintStream out;
    private final PrintStream err;

    private Lesson(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs what the arguments ask for, and exits with 0, or with 1 or 2 and a message. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(System.out, System.err, args));
    }

    /** Runs what the arguments ask for, and returns the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Lesson(out, err))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    err.println(wrong.getMessage());
                    err.println("--help lists the options");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, arguments) -> {
                    if (failure instanceof LessonException) {
                        err.println(failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(seed, epochs, learningRate);
        Optional<Students> students = csv.filter(file -> runs(Part.ADMISSIONS)).map(Students::of);
        if (runs(Part.AND)) {
            out.println("Example 1: Logical AND");
            LogicalAnd and = new LogicalAnd(settings);
            double[] losses = and.run(out, err);
            write("Picture", "and-loss.png", Charts.lossCurve("Logical AND", losses));
            explain("and", and.firstStep());
            out.println();
        }
        if (runs(Part.ADMISSIONS)) {
            out.println("Example 2: College Admissions");
            Admissions admissions = students.isEmpty() && settings.equals(Settings.OF_THE_LESSON)
                    ? Admissions.ofTheLesson()
                    : Admissions.of(students.orElseGet(Students::ofTheLesson), settings);
            double[] losses = admissions.run(out, err);
            write(
                    "Picture",
                    "admissions-by-rank.png",
                    Charts.admissionsByRank(admissions.students().table()));
            write("Picture", "admissions-loss.png", Charts.lossCurve("College admissions", losses));
            explain("admissions", admissions.firstStep());
            out.println();
        }
        if (runs(Part.GRADIENTS)) {
            out.println("Numerical gradient check");
            new GradientsOfTheLesson(seed).run(out, err);
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean runs(Part one) {
        return part == one || part == Part.ALL;
    }

    private void explain(String name, FirstStep step) {
        write("Picture", name + "-forward.svg", step.forwardPicture());
        write("Picture", name + ".svg", step.picture());
        write("Listing", name + ".txt", step.listing());
        write("Equations", name + ".tex", step.latex());
        write("Step by step", name + ".html", step.page());
    }

    private void write(String kind, String name, String text) {
        write(kind, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String kind, String name, byte[] content) {
        Path file = output.resolve(name);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            WholeFile.write(file, content);
        } catch (IOException e) {
            throw new LessonException(file + " cannot be written: " + e);
        }
        out.println(kind + ": " + file.toAbsolutePath().normalize());
    }

    private static final class Epochs implements ITypeConverter<Integer> {
        private static final int MOST = 10_000_000;

        @Override
        public Integer convert(String text) {
            return (int) integer(text, 1, MOST);
        }
    }

    private static final class Seed implements ITypeConverter<Long> {
        private static final long GREATEST = 0xffffffffL;

        @Override
        public Long convert(String text) {
            return integer(text, 0, GREATEST);
        }
    }

    private static final class LearningRate implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            double rate;
            try {
                rate = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a number");
            }
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new TypeConversionException("'" + text + "' is not positive and finite");
            }
            return rate;
        }
    }

    private static long integer(String text, long least, long greatest) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not an integer from " + least + " to " + greatest);
        }
        if (value < least || value > greatest) {
            throw new TypeConversionException("'" + text + "' is not from " + least + " to " + greatest);
        }
        return value;
    }
}
