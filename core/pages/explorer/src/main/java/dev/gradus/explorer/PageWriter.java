package dev.gradus.explorer;

import dev.gradus.explain.TraceJson;
import dev.gradus.explorer.PageOptions.Lesson;
import dev.gradus.node.Node;
import dev.gradus.run.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a page together: the template with styles, picture, traces, words and scripts, each only as far as the page needs it. */
record PageWriter(List<Trace> iterations, String title, String subtitle, Diagram picture, PageOptions options) {
    /** If there are more numbers in all, large tensors are written in part. */
    private static final int MOST_NUMBERS = 24_000;

    /** Of a training, whose film is computed from all of them. */
    private static final int MOST_NUMBERS_OF_A_FILM = 120_000;

    /** A picture of at most this size is seen whole where the page is 1440 pixels wide. */
    private static final double GRAPH_WIDTH = 1670;

    private static final double GRAPH_HEIGHT = 300;

    private static final List<String> STYLES = List.of(
            "tokens.css", "page.css", "graph.css", "levels.css", "numbers.css", "text.css", "print.css", "show.css");

    private static final String MORE_OPERATIONS = "more-operations.js";

    private static final Pattern NAME_OF_OP = Pattern.compile("\"op\":\"(\\w+)\"");

    /** The module that starts the page. */
    private static final String START = "start.js";

    String html() {
        String template = PageParts.file("page.html");
        StringBuilder page = new StringBuilder();
        int fonts = 0;
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            page.append(template, from, open);
            String name = template.substring(open + 2, close);
            if (name.equals("fonts")) {
                fonts = page.length();
            } else {
                page.append(part(name, page));
            }
            from = close + 2;
        }
        page.append(template.substring(from));
        String words = texts(page);
        int place = page.indexOf(words);
        String others = page.substring(0, place) + page.substring(place + words.length());
        return Packed.data(page.insert(fonts, Face.rulesFor(others, words)).toString());
    }

    private String part(String name, CharSequence before) {
        return switch (name) {
            case "language" -> options.texts().language();
            case "title" -> SvgWriter.escaped(title);
            case "subtitle" -> SvgWriter.escaped(subtitle);
            case "style" -> Shortened.style(all(STYLES) + styles());
            case "sizes" -> Shortened.style(PageParts.file("sizes.css"));
            case "languages" -> languages();
            case "graph" -> picture.onPage(GRAPH_WIDTH, GRAPH_HEIGHT).svg();
            case "levels" -> options.closed() ? "closed" : "open";
            case "lesson" ->
                options.lesson().isEmpty()
                        ? ""
                        : "<button id=\"ask\" popovertarget=\"lesson\" data-label=\"lesson\">?</button>\n    ";
            case "questions" -> options.lesson().map(PageWriter::questions).orElse("");
            case "traces" -> TraceJson.brief(iterations, mostElements());
            case "loops" -> loops();
            case "notes" -> notes();
            case "sources" -> sources();
            case "texts" -> texts(before);
            case "program" -> program(before);
            default -> throw new IllegalStateException("page.html has a place for '" + name + "' that is not known");
        };
    }

    private static String questions(Lesson lesson) {
        return "<div popover id=\"lesson\" role=\"dialog\" tabindex=\"-1\" data-label=\"lesson\"><p>"
                + SvgWriter.escaped(lesson.learned()) + "</p><ol>"
                + lesson.questions().stream()
                        .map(question -> "<li>" + SvgWriter.escaped(question) + "</li>")
                        .collect(Collectors.joining())
                + "</ol></div>\n";
    }

    /** Styles that only some pages need. */
    private String styles() {
        return (opens() ? PageParts.file("loops.css") : "")
                + (hasFilm() ? PageParts.file("films.css") : "")
                + (options.forClass() ? PageParts.file("worksheets.css") : "")
                + (options.notes().isEmpty() ? "" : PageParts.file("notes.css"))
                + (options.sources().isEmpty() ? "" : PageParts.file("sources.css"));
    }

    /** What only some pages have, as the first word of its texts and, with an s, as the name of its script. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        if (opens()) {
            parts.add("loop");
        }
        if (hasFilm()) {
            parts.add("film");
        }
        if (options.forClass()) {
            parts.addAll(List.of("worksheet", "picture"));
        }
        if (!options.notes().isEmpty()) {
            parts.add("note");
        }
        if (!options.sources().isEmpty()) {
            parts.add("source");
        }
        return parts;
    }

    /** The words that a page needs of which this is the beginning. */
    private String texts(CharSequence page) {
        return options.texts().script(opsIn(page), Set.copyOf(parts()));
    }

    /** The modules and operations that this page needs. */
    private String program(CharSequence page) {
        Set<String> ops = opsIn(page);
        String more = PageParts.file(MORE_OPERATIONS);
        String table = more.substring(more.indexOf("Object.assign(OPERATIONS"));
        boolean hasMore = ops.stream().anyMatch(op -> table.contains(" " + op + ":"));
        Stream<String> modules = Stream.concat(
                Stream.of(hasMore ? MORE_OPERATIONS : START, START),
                parts().stream().map(part -> part + "s.js"));
        return Shortened.script(Bundle.of(modules.toList(), PageParts::file));
    }

    /** The names of all ops in the traces that a page has. */
    private static Set<String> opsIn(CharSequence page) {
        return NAME_OF_OP.matcher(page).results().map(op -> op.group(1)).collect(Collectors.toSet());
    }

    /** Links to the page in other languages. */
    private String languages() {
        return options.others().entrySet().stream()
                .map(other -> {
                    String tag = SvgWriter.escaped(other.getKey());
                    return "<a class=\"language\" lang=\"" + tag + "\" hreflang=\"" + tag + "\" href=\""
                            + SvgWriter.escaped(other.getValue()) + "\">" + tag + "</a>";
                })
                .collect(Collectors.joining());
    }

    private String notes() {
        List<Node> nodes = TraceJson.nodes(iterations.get(0));
        return options.notes().isEmpty()
                ? ""
                : options.notes().stream()
                        .map(note -> "<p data-of=\"" + nodes.indexOf(note.of()) + "\""
                                + (note.isOfGradient() ? " data-back=\"true\"" : "") + ">"
                                + SvgWriter.escaped(note.words()) + "</p>")
                        .collect(Collectors.joining("", "<template id=\"notes-given\">", "</template>\n"));
    }

    private String sources() {
        return options.sources().isEmpty()
                ? ""
                : "<template id=\"sources\">" + SvgWriter.escaped(SourceFile.json(options.sources(), iterations.get(0)))
                        + "</template>\n";
    }

    private boolean hasFilm() {
        return iterations.size() > 1;
    }

    /** Whether a loop or an op opens; in a training their numbers are others in each iteration. */
    private boolean opens() {
        return iterations.size() == 1 && InnerPages.hasAny(iterations.get(0));
    }

    private String loops() {
        return opens()
                ? InnerPages.of(
                        iterations.get(0),
                        mostElements(),
                        step -> Diagram.of(step)
                                .onPage(GRAPH_WIDTH, GRAPH_HEIGHT)
                                .svg())
                : "";
    }

    /** The size of tensors that are written whole, so that all of them together stay readable and the file small. */
    private int mostElements() {
        int most = 4096;
        while (most > 64 && numbers(most) > (hasFilm() ? MOST_NUMBERS_OF_A_FILM : MOST_NUMBERS)) {
            most /= 2;
        }
        return most;
    }

    private long numbers(int most) {
        return iterations.stream()
                .flatMap(trace -> trace.steps().stream())
                .mapToLong(step -> step.value().shape().elements())
                .filter(elements -> elements <= most)
                .sum();
    }

    private static String all(List<String> names) {
        return names.stream().map(PageParts::file).collect(Collectors.joining("\n"));
    }
}
