package dev.gradus.playground;

import dev.gradus.playground.link.Address;
import dev.gradus.playground.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Submissions of a class that works on a lesson: other seeds and handles, some unsolved, cut off, edited or of another task. */
final class Classroom {
    /**
     * One student's work.
     *
     * @param kind what the submission is: solved, unsolved, cut, edited, version, forged, other or empty
     */
    record Work(String student, String kind, String link) {}

    private static final List<String> KINDS = List.of(
            "solved",
            "solved",
            "solved",
            "solved",
            "solved",
            "solved",
            "unsolved",
            "cut",
            "edited",
            "version",
            "forged",
            "other",
            "empty");

    private final String lesson;
    private final int iterations;

    Classroom(String lesson, int iterations) {
        this.lesson = lesson;
        this.iterations = iterations;
    }

    /** The teacher's link. */
    String task() {
        Session session = new Session();
        session.example(lesson);
        return "https://example.org/gradus-playground.html#" + session.link("w", "");
    }

    List<Work> works(int count) {
        Random random = new Random(41);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            works.add(work("Student " + (i + 1), KINDS.get(i % KINDS.size()), random));
        }
        return works;
    }

    private Work work(String student, String kind, Random random) {
        Session session = new Session();
        session.example(kind.equals("other") ? "line" : lesson);
        session.seed(random.nextInt(10_000));
        if (kind.equals("unsolved")) {
            session.train(3);
        } else {
            session.train(iterations + random.nextInt(iterations / 2));
        }
        String tries = random.nextInt(3) == 0
                ? ""
                : "tries=" + random.nextInt(9) + (random.nextBoolean() ? "shape" : "transpose") + ".9sign";
        String link = session.link("t", tries);
        String handedIn = switch (kind) {
            case "cut" -> link.substring(0, link.length() / 2 + random.nextInt(link.length() / 2));
            case "edited" -> link.replace("&1", "&1A");
            case "version" -> link.replace("v=1.", "v=2.");
            case "forged" -> forged(session, link);
            case "empty" -> "";
            default -> link;
        };
        return new Work(student, kind, handedIn.isEmpty() ? "" : "https://example.org/page.html#" + handedIn);
    }

    /** A link whose numbers were typed by somebody who knows the format and writes a new seal. */
    private static String forged(Session session, String link) {
        Address state = Address.read(Link.of(link).address());
        double[] numbers = session.model().training().orElseThrow().moment();
        numbers[0] += 1e-9;
        return Link.sealed(new Address(
                        state.program(),
                        state.data(),
                        state.seed(),
                        state.sampling(),
                        state.first(),
                        state.now(),
                        state.beginning(),
                        state.events(),
                        state.iteration(),
                        state.task(),
                        state.page(),
                        numbers)
                .text());
    }
}
