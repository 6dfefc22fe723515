/** Documents in one request, of every client but ours on our server, which gives its changes by five hundred. */
export const PAGE = 100
