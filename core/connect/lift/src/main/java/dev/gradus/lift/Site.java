package dev.gradus.lift;

import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An instruction together with the calls that led to it. Equal sites are the same object within a trace. */
final class Site {
    /** Compares files, then numbers of lines. */
    static final Comparator<Site> IN_SOURCE = Comparator.comparing(
                    (Site site) -> String.valueOf(site.line.getFileName()))
            .thenComparing(site -> site.line.getLineNumber())
            .thenComparing(Site::toString);

    private static final StackTraceElement NOWHERE = new StackTraceElement("", "", "", -1);

    private final Optional<Site> caller;
    private final StackTraceElement line;
    private final String place;
    private final Map<Code, Site[]> inside = new IdentityHashMap<>();

    private Site(Optional<Site> caller, StackTraceElement line, String place) {
        this.caller = caller;
        this.line = line;
        this.place = place;
    }

    /** The call of the lifted method. */
    static Site start() {
        return new Site(Optional.empty(), NOWHERE, "");
    }

    /** The site of an instruction in the method that is called here. */
    Site of(Code code, int pc) {
        Site[] sites = inside.computeIfAbsent(code, c -> new Site[Math.max(1, c.size())]);
        if (sites[pc] == null) {
            sites[pc] = new Site(Optional.of(this), code.line(pc), code.place(pc));
        }
        return sites[pc];
    }

    /** The lines of these instructions, then those of the calls that led to them, the innermost first. */
    static List<StackTraceElement> lines(Collection<Site> sites) {
        Set<StackTraceElement> lines = new LinkedHashSet<>();
        Set<Site> level = new LinkedHashSet<>(sites);
        while (!level.isEmpty()) {
            Set<Site> callers = new LinkedHashSet<>();
            for (Site site : level) {
                lines.add(site.line);
                site.caller.ifPresent(callers::add);
            }
            level = callers;
        }
        lines.removeIf(line -> line.getLineNumber() < 0);
        return List.copyOf(lines);
    }

    /** The file and the line. */
    @Override
    public String toString() {
        return place;
    }
}
