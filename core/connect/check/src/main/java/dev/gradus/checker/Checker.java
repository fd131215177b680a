package dev.gradus.checker;

import dev.gradus.testkit.BrokenLawError;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.Laws;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Together;
import dev.gradus.testkit.report.ReportFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Checks each op of a program against all laws. */
final class Checker {
    private static final int TRIES = 200;

    /** The laws that take for granted that the same inputs give the same value, which others check. */
    private static final Set<Law> OF_FUNCTIONS = EnumSet.of(
            Law.VALUE,
            Law.GRADIENT,
            Law.LINEAR,
            Law.ZERO,
            Law.ADJOINT,
            Law.SECOND_ORDER,
            Law.MAGNITUDES,
            Law.EVERYWHERE,
            Law.NEAR_EDGES,
            Law.DEGENERATE,
            Law.KINKS,
            Law.IN_A_GRAPH);

    /** The laws about the order of calls, and one whose cases are large. */
    private static final Set<Law> ALONE = EnumSet.of(Law.NO_MEMORY, Law.THREADS, Law.LONG_TENSORS);

    private final Program program;
    private final Options options;
    private final List<Checked> ops = new ArrayList<>();
    private final Findings findings = new Findings();
    private final long seed;
    private final int tries;

    /** Whether the program wants to hear what became of each law at once. */
    private final boolean tellsProgress;

    private record Checked(String name, Remote remote, OpSpec spec) {}

    /**
     * Asks the program to describe its ops.
     *
     * @throws IllegalArgumentException if the description is malformed, and says where
     * @throws dev.gradus.testkit.law.FoundException if there is none
     */
    Checker(Program program, Options options) {
        this.program = program;
        this.options = options;
        JsonNode described = program.describe();
        if (described.has("error")) {
            throw new IllegalArgumentException("describe: " + Wire.shortened(described.get("error")));
        }
        int version = described.path("version").asInt(0);
        if (Arrays.stream(Program.VERSIONS).noneMatch(known -> known == version)) {
            throw new IllegalArgumentException("the program speaks version " + described.path("version")
                    + " of the protocol, but this checker only versions "
                    + Arrays.stream(Program.VERSIONS).mapToObj(String::valueOf).collect(Collectors.joining(" and ")));
        }
        program.computesBatches(version >= 2);
        Fields description = new Fields(described, "the description");
        this.tellsProgress = description.flag("progress", false);
        for (JsonNode op : description.list("ops")) {
            OpDescription read = OpDescription.of(op);
            Remote remote = new Remote(program, read, options.isReadable());
            if (ops.stream().anyMatch(other -> other.name().equals(read.name()))) {
                throw new IllegalArgumentException(
                        "there are two ops " + Wire.shortened(read.name()) + "; name each differently");
            }
            ops.add(new Checked(read.name(), remote, read.spec(remote)));
        }
        if (ops.isEmpty()) {
            throw new IllegalArgumentException("the program describes no \"ops\"");
        }
        JsonNode given = description.get("seed");
        if (description.has("seed") && !(given.isIntegralNumber() && given.canConvertToLong())) {
            throw description.wrong("seed", "an integer of 64 bits");
        }
        this.seed = options.seed().orElse(given.asLong(1));
        this.tries = options.tries().orElse(description.integer("tries", TRIES, 1, Integer.MAX_VALUE));
    }

    /**
     * Checks all ops.
     *
     * @param print receives the report of each op
     */
    Findings check(Consumer<String> print) {
        for (Checked op : ops) {
            for (Law law : options.laws()) {
                check(op.name, op.remote, op.spec, law);
                if (tellsProgress) {
                    program.tryToAsk("checked", findings::writeLast);
                }
            }
            print.accept(findings.text(op.name));
        }
        return findings;
    }

    private void check(String op, Remote remote, OpSpec spec, Law law) {
        Optional<String> excuse = program.isLost() || program.isSlow()
                ? Optional.of("the program did not answer another law")
                : Laws.excuse(spec, law);
        if (excuse.isPresent()) {
            findings.skipped(op, law, excuse.get());
            return;
        }
        int losses = program.losses();
        remote.meet(law == Law.THREADS);
        remote.remember(OF_FUNCTIONS.contains(law));
        remote.reportTraces(law == Law.NO_TRACE);
        boolean isShown = findings.broken(op) == 0
                || options.isPipe()
                || ReportFile.asked().isPresent();
        boolean shrinks = isShown && !options.has("--as-drawn");
        Together together = ALONE.contains(law) ? Together.ONE_BY_ONE : remote.together(OF_FUNCTIONS.contains(law));
        Optional<BrokenLawError> broken = Laws.broken(
                spec,
                law,
                seed,
                tries,
                shrinks,
                () -> program.isLost() || program.isSlow(),
                together,
                made -> findings.cut(op, law, made));
        // The report looks for a cause by asking again. This only costs time if the program does not answer, and much
        // time for the JSON of each further law.
        program.mute(program.losses() > losses || !shrinks);
        Optional<BrokenLawError> reported = broken.map(error -> error.after(findings.broken(op), replay(law)));
        program.mute(program.losses() > losses || !shrinks || findings.broken(op) > 0);
        Optional<String> json = reported.map(BrokenLawError::toJson);
        ReportFile.asked().ifPresent(file -> file.write(op, law.name(), json));
        reported.ifPresentOrElse(
                error -> findings.broken(op, error, json.orElseThrow()), () -> findings.holds(op, law));
        program.mute(false);
    }

    private String replay(Law law) {
        String run = options.isPipe() ? "" : "java -jar gradus-check.jar ";
        String command = options.isPipe()
                ? ""
                : " -- " + options.program().stream().map(Checker::quoted).collect(Collectors.joining(" "));
        return run + (options.isReadable() ? "--readable " : "") + "--seed " + seed
                + (tries == TRIES ? "" : " --tries " + tries) + " --law " + law + command;
    }

    /** An argument as one types it. */
    private static String quoted(String argument) {
        return argument.matches("[\\w./:=@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
