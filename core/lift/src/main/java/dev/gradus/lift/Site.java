package dev.gradus.lift;

import java.util.IdentityHashMap;
import java.util.Map;

/** An instruction together with the calls that led to it. Equal sites are the same object within a trace. */
final class Site {
    private final String place;
    private final Map<Code, Site[]> inside = new IdentityHashMap<>();

    private Site(String place) {
        this.place = place;
    }

    /** The call of the lifted method. */
    static Site start() {
        return new Site("");
    }

    /** The site of an instruction in the method that is called here. */
    Site of(Code code, int pc) {
        Site[] sites = inside.computeIfAbsent(code, c -> new Site[Math.max(1, c.size())]);
        if (sites[pc] == null) {
            sites[pc] = new Site(code.place(pc));
        }
        return sites[pc];
    }

    /** The file and the line. */
    @Override
    public String toString() {
        return place;
    }
}
