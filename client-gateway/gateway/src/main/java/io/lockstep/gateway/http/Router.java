package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.http.HttpCall.ErrorStyle;
import io.lockstep.gateway.security.Permission;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Which handler answers which method and path. Filled at start, then only read. */
public final class Router
{
    /** Answers a request, then or later. */
    @FunctionalInterface
    public interface Handler
    {
        /**
         * Answer.
         *
         * @param call to reply to; an exception thrown here becomes the reply.
         */
        void handle(HttpCall call);
    }

    /**
     * One route.
     *
     * @param permission that the key needs; null for a route that is open to all.
     * @param errorStyle of its errors.
     * @param handler    that answers.
     */
    record Route(Permission permission, ErrorStyle errorStyle, Handler handler)
    {
    }

    private final Map<String, Map<String, Route>> routes = new HashMap<>();

    /**
     * A route that is open to all.
     *
     * @param method  of the request.
     * @param path    of the request, exact.
     * @param handler that answers.
     */
    public void open(final String method, final String path, final Handler handler)
    {
        add(method, path, new Route(null, ErrorStyle.DIALECT, handler));
    }

    /**
     * A route of the dialect that must be signed.
     *
     * @param method     of the request.
     * @param path       of the request, exact.
     * @param permission that the key needs.
     * @param handler    that answers.
     */
    public void signed(final String method, final String path, final Permission permission, final Handler handler)
    {
        add(method, path, new Route(permission, ErrorStyle.DIALECT, handler));
    }

    /**
     * A route of the ancestor, which must be signed now.
     *
     * @param method     of the request.
     * @param path       of the request, exact.
     * @param permission that the key needs.
     * @param handler    that answers.
     */
    public void ancestor(final String method, final String path, final Permission permission, final Handler handler)
    {
        add(method, path, new Route(permission, ErrorStyle.ANCESTOR, handler));
    }

    Route find(final String method, final String path)
    {
        final Map<String, Route> byMethod = routes.get(path);
        if (null == byMethod)
        {
            throw ApiErrors.unsupported(404, "path: no such route");
        }
        final Route route = byMethod.get(method);
        if (null == route)
        {
            throw ApiErrors.unsupported(405, "method: this path takes " + new TreeSet<>(byMethod.keySet()));
        }
        return route;
    }

    private void add(final String method, final String path, final Route route)
    {
        if (null != routes.computeIfAbsent(path, (key) -> new HashMap<>()).put(method, route))
        {
            throw new IllegalStateException("two handlers for " + method + ' ' + path);
        }
    }
}
